#!/usr/bin/perl
# A neighbour that asks by ARP for each of several addresses, five times a second. It is one process,
# however many they are: what asks must not be what the machine is busy with.
#
# usage: ask-arp.pl INTERFACE SOURCE STOP-FILE ADDRESS...
#   Until STOP-FILE is there, which it removes at its end.
use strict;
use warnings;
use Socket qw(AF_INET SOCK_RAW SOCK_DGRAM inet_aton);

use constant { AF_PACKET => 17, ETH_P_ARP => 0x0806, SIOCGIFHWADDR => 0x8927, SIOCGIFINDEX => 0x8933 };

my ($interface, $source, $stop_file, @addresses) = @ARGV;
socket my $packets, AF_PACKET, SOCK_RAW, unpack('S', pack 'n', ETH_P_ARP) or die "packets: $!";
my $index = unpack 'i', of_interface(SIOCGIFINDEX);
my (undef, $mac) = unpack 'S a6', of_interface(SIOCGIFHWADDR);
my $everybody = "\xff" x 6;
my $to = pack 'S n i S C C a8', AF_PACKET, ETH_P_ARP, $index, 0, 0, 6, $everybody;

while (!-e $stop_file) {
    for my $address (@addresses) {
        # Ethernet and IPv4, lengths 6 and 4; 1 is a request.
        my $question = pack 'n n C C n a6 a4 a6 a4', 1, 0x0800, 6, 4, 1, $mac, inet_aton($source), '', inet_aton($address);
        send $packets, $everybody . $mac . pack('n', ETH_P_ARP) . $question, 0, $to;
    }
    select undef, undef, undef, 0.2;
}
unlink $stop_file;

sub of_interface {
    my ($request) = @_;
    socket my $socket, AF_INET, SOCK_DGRAM, 0 or die "socket: $!";
    my $answer = pack 'a16 x24', $interface;
    ioctl $socket, $request, $answer or die "$interface: $!";
    return substr $answer, 16;
}
