#!/usr/bin/perl
# Asks services one after the other, each as often as is said, from sources that take turns; when each has had its turn, at the next
# port. What was opened for a service stays open until all of its requests are over. Gives up where three requests get no answer
# at all. Over UDP the question is one of SIP, with a Call-ID for each source.
#
# usage: ask.pl COUNT SECONDS IPv4-SOURCE,... IPv6-SOURCE,... <<< 'ID KIND ADDRESS PORT,...'
# prints ID and a word for each request: who answered, `refused`, `silent`, or another error.
use strict;
use warnings;
use Errno qw(EINPROGRESS ECONNREFUSED);
use Fcntl qw(F_GETFL F_SETFL O_NONBLOCK);
use Socket qw(:all);

my %PROTOCOL = (TCP => IPPROTO_TCP, SCTP => 132, UDP => IPPROTO_UDP);
my ($count, $seconds, @sources) = @ARGV;
my $port = 10_000;
my @open;
$SIG{PIPE} = 'IGNORE';

while (my $line = <STDIN>) {
    my ($id, $kind, $address, $ports) = split ' ', $line;
    my @own = split /,/, $sources[ $address =~ /:/ ];
    my @ports = split /,/, $ports;
    my (@words, $silent);
    for (my $i = 0; $i < $count; $i++) {
        push @words, ask($kind, $i % @own, $own[ $i % @own ], $address, $ports[ $i / @own % @ports ], $id);
        last if $words[-1] eq 'silent' && ++$silent == 3;
    }
    print join(' ', $id, @words), "\n";
    @open = ();
}

sub ask {
    my ($kind, $number, $source, $address, $to, $id) = @_;
    my $family = $address =~ /:/ ? AF_INET6 : AF_INET;
    $port = $port < 60_000 ? $port + 1 : 10_001;
    socket my $socket, $family, $kind eq 'UDP' ? SOCK_DGRAM : SOCK_STREAM, $PROTOCOL{$kind} or return "socket:$!";
    bind $socket, address($family, $source, $port) or return word("bind:$!");
    push @open, $socket;
    fcntl $socket, F_SETFL, fcntl($socket, F_GETFL, 0) | O_NONBLOCK;
    if (!connect $socket, address($family, $address, $to)) {
        return reason() if $! != EINPROGRESS;
        return 'silent' if !ready($socket, 1);
        $! = unpack 'i', getsockopt $socket, SOL_SOCKET, SO_ERROR;
        return reason() if $!;
    }
    if ($kind eq 'UDP') {
        syswrite $socket, "OPTIONS sip:lab SIP/2.0\r\nCall-ID: call-$number-$id\r\n\r\n" or return reason();
    }
    return 'silent' if !ready($socket, 0);
    sysread $socket, my $heard, 4096 or return reason();
    return $heard =~ /(rs\d)/ ? $1 : 'strange';
}

sub reason { return $! == ECONNREFUSED ? 'refused' : word("$!") }

sub word { my ($text) = @_; $text =~ s/\s+/-/g; return $text }

sub ready {
    my ($socket, $to_write) = @_;
    my $set = '';
    vec($set, fileno $socket, 1) = 1;
    return select($to_write ? undef : $set, $to_write ? $set : undef, undef, $seconds) > 0;
}

sub address {
    my ($family, $text, $number) = @_;
    my $packed = inet_pton($family, $text);
    return $family == AF_INET6 ? pack_sockaddr_in6($number, $packed) : pack_sockaddr_in($number, $packed);
}
