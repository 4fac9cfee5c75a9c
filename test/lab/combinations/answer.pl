#!/usr/bin/perl
# Says its name to whoever comes, at the ports 80 and 443. Goes to the background when it listens, and ends no connection.
#
# usage: answer.pl NAME tcp|ADDRESS:udp|ADDRESS:sctp...
use strict;
use warnings;
use Socket qw(:all);
use constant SCTP => 132;

my ($name, @words) = @ARGV;
my (%listeners, %datagrams, @open);
$SIG{PIPE} = 'IGNORE';

for my $word (@words) {
    my ($protocol) = $word =~ /(\w+)$/;
    my ($text) = $word =~ /^(.*):/;
    for my $port (80, 443) {
        if ($protocol eq 'tcp') { stream(IPPROTO_TCP, $_, $port) for '0.0.0.0', '::' }
        elsif ($protocol eq 'sctp') { stream(SCTP, $text, $port) }
        else {
            socket my $socket, family($text), SOCK_DGRAM, 0 or die "socket: $!";
            bind $socket, at($text, $port) or die "$word: $!";
            $datagrams{fileno $socket} = $socket;
        }
    }
}
exit if fork // die "fork: $!";
open STDIN,  '<', '/dev/null';
open STDOUT, '>', '/dev/null';
open STDERR, '>', '/dev/null';

while (1) {
    my $ready = '';
    vec($ready, $_, 1) = 1 for keys %listeners, keys %datagrams;
    next if select($ready, undef, undef, undef) <= 0;
    for (grep { vec $ready, $_, 1 } keys %listeners) {
        accept my $socket, $listeners{$_} or next;
        syswrite $socket, "$name\n";
        push @open, $socket;
        shift @open if @open > 200;
    }
    for (grep { vec $ready, $_, 1 } keys %datagrams) {
        my $peer = recv $datagrams{$_}, my $question, 4096, 0;
        next if !defined $peer;
        my ($call) = $question =~ /^(Call-ID: \S+)/m;
        send $datagrams{$_}, "SIP/2.0 200 OK\r\n$call\r\nServer: $name\r\n\r\n", 0, $peer;
    }
}

sub stream {
    my ($protocol, $text, $port) = @_;
    socket my $socket, family($text), SOCK_STREAM, $protocol or die "socket: $!";
    setsockopt $socket, SOL_SOCKET, SO_REUSEADDR, 1;
    setsockopt $socket, IPPROTO_IPV6, IPV6_V6ONLY, 1 if $text =~ /:/ && $protocol == IPPROTO_TCP;
    bind($socket, at($text, $port)) && listen($socket, 128) or die "$protocol $text $port: $!";
    $listeners{fileno $socket} = $socket;
}

sub family { return $_[0] =~ /:/ ? AF_INET6 : AF_INET }

sub at {
    my ($text, $port) = @_;
    my $packed = inet_pton(family($text), $text);
    return $text =~ /:/ ? pack_sockaddr_in6($port, $packed) : pack_sockaddr_in($port, $packed);
}
