#!/usr/bin/perl
# A real server's services: each answer says which host gave it, at which address, and to whom.
# Prints its process id and goes to the background when it listens. Standard input says where, a line each:
#
#   tcp PORT http|smtp|line        on every address, IPv4 and IPv6
#   udp ADDRESS PORT               answers come from the address that was asked
#   status PORT PATH CODE          what a GET of PATH answers; 200 for all others
use strict;
use warnings;
use Socket qw(:all);

# Older versions of Socket do not know them.
use constant FREEBIND_IPV4 => 15;
use constant FREEBIND_IPV6 => 78;

my ($name) = @ARGV;
my (%listeners, %datagrams, %clients, %status_of);
$SIG{PIPE} = 'IGNORE';

while (my $line = <STDIN>) {
    my ($kind, @words) = split ' ', $line;
    if    ($kind eq 'tcp')    { listen_tcp(@words) }
    elsif ($kind eq 'udp')    { bind_udp(@words) }
    elsif ($kind eq 'status') { $status_of{"$words[0] $words[1]"} = $words[2] }
}
my $pid = fork // die "fork: $!";
if ($pid) { print "$pid\n"; exit }
open STDIN,  '<', '/dev/null';
open STDOUT, '>', '/dev/null';

while (1) {
    my $ready = '';
    vec($ready, $_, 1) = 1 for keys %listeners, keys %datagrams, keys %clients;
    next if select($ready, undef, undef, undef) <= 0;
    for (grep { vec $ready, $_, 1 } keys %clients)   { hear($_) }
    for (grep { vec $ready, $_, 1 } keys %listeners) { take($_) }
    for (grep { vec $ready, $_, 1 } keys %datagrams) { reply($_) }
}

sub listen_tcp {
    my ($port, $kind) = @_;
    for my $address (pack_sockaddr_in($port, INADDR_ANY), pack_sockaddr_in6($port, IN6ADDR_ANY)) {
        my $family = sockaddr_family($address);
        socket(my $socket, $family, SOCK_STREAM, 0) or next;
        setsockopt $socket, SOL_SOCKET, SO_REUSEADDR, 1;
        setsockopt $socket, IPPROTO_IPV6, IPV6_V6ONLY, 1 if $family == AF_INET6;
        bind($socket, $address) && listen($socket, 512) or die "tcp $port: $!";
        $listeners{fileno $socket} = { socket => $socket, port => $port, kind => $kind };
    }
}

sub bind_udp {
    my ($text, $port) = @_;
    my $family  = $text =~ /:/ ? AF_INET6 : AF_INET;
    my $packed  = inet_pton($family, $text);
    my $address = $family == AF_INET6 ? pack_sockaddr_in6($port, $packed) : pack_sockaddr_in($port, $packed);
    socket(my $socket, $family, SOCK_DGRAM, 0) or die "udp: $!";
    # A VIP is not there before its script has run.
    setsockopt $socket, $family == AF_INET6 ? IPPROTO_IPV6 : IPPROTO_IP,
        $family == AF_INET6 ? FREEBIND_IPV6 : FREEBIND_IPV4, 1;
    bind $socket, $address or die "udp $text $port: $!";
    $datagrams{fileno $socket} = { socket => $socket };
}

sub take {
    my ($listener) = $listeners{ $_[0] };
    my $peer = accept(my $socket, $listener->{socket}) or return;
    $clients{fileno $socket} = {
        %$listener,
        socket => $socket,
        heard  => '',
        who    => join(' ', $name, endpoint(getsockname $socket), endpoint($peer)),
    };
    syswrite $socket, "220 $name\r\n" if $listener->{kind} eq 'smtp';
}

sub hear {
    my ($number) = @_;
    my $client = $clients{$number};
    my $count = sysread $client->{socket}, $client->{heard}, 4096, length $client->{heard};
    if (!$count || length $client->{heard} > 65536) { delete $clients{$number}; return }
    if (my ($path) = $client->{heard} =~ /^(?:GET|HEAD) (\S+) /) {
        return if $client->{heard} !~ /\r?\n\r?\n/;
        my $code = $status_of{"$client->{port} $path"} // 200;
        my $body = "$client->{who}\n";
        syswrite $client->{socket},
            "HTTP/1.0 $code Lab\r\nContent-Type: text/plain\r\nContent-Length: " . length($body) . "\r\n\r\n$body";
        delete $clients{$number};
        return;
    }
    while ($client->{heard} =~ s/^([^\n]*)\n//) {
        my $line = $1;
        if ($client->{kind} ne 'smtp') { syswrite $client->{socket}, "$client->{who}\n" }
        elsif ($line =~ /^quit/i) { syswrite $client->{socket}, "221 bye\r\n"; delete $clients{$number}; return }
        elsif ($line =~ /^who/i) { syswrite $client->{socket}, "$client->{who}\n" }
        else                     { syswrite $client->{socket}, "250 $name\r\n" }
    }
}

sub reply {
    my ($datagram) = $datagrams{ $_[0] };
    my $peer = recv $datagram->{socket}, my $question, 65536, 0;
    return if !defined $peer;
    my $who = join ' ', $name, endpoint(getsockname $datagram->{socket}), endpoint($peer);
    send $datagram->{socket}, "$who\n", 0, $peer;
}

sub endpoint {
    my ($address) = @_;
    my $family = sockaddr_family($address);
    my ($port, $packed) = $family == AF_INET6 ? unpack_sockaddr_in6($address) : unpack_sockaddr_in($address);
    my $text = inet_ntop($family, $packed);
    return $family == AF_INET6 ? "[$text]:$port" : "$text:$port";
}
