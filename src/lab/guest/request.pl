#!/usr/bin/perl
# A client: one request after the other, each with a line on standard output:
#
#   START MILLISECONDS SOURCE ok HOST LOCAL PEER      what the answer said
#   START MILLISECONDS SOURCE failed REASON
#
# START is in seconds of the machine's clock. No two requests of a host come from the same port: IPVS would take the second one for
# more of the first one's connection, which it remembers for minutes, and send it where that went, be it gone or not.
#
# usage: request.pl COUNT INTERVAL TIMEOUT STOP-FILE TARGET,... SOURCE...
#   COUNT 0: until STOP-FILE is there, which it removes at its end. INTERVAL and TIMEOUT in seconds.
#   TARGET is KIND/ADDRESS/PORT. KIND is tcp, udp, or tcp-one, which asks over one connection, as long as that lasts.
#   Sources take turns; when each has had its turn, the next target has.
use strict;
use warnings;
use Errno qw(EADDRINUSE EINPROGRESS);
use Fcntl qw(:flock F_GETFL F_SETFL O_CREAT O_NONBLOCK O_RDWR);
use Socket qw(:all);

# The port that was given last, in five digits, for all programs of a host.
use constant PORT_FILE => '/run/lab/port';
use constant { FIRST_PORT => 10_000, LAST_PORT => 65_000 };

my ($count, $interval, $timeout, $stop_file, $targets, @sources) = @ARGV;
my @targets = map { [split m{/}] } split /,/, $targets;
my $family = $targets =~ /:/ ? AF_INET6 : AF_INET;
my $kept;
$SIG{PIPE} = 'IGNORE';
$| = 1;
open my $clock, '<', '/proc/uptime' or die "/proc/uptime: $!";

for (my $i = 0; $count == 0 ? !-e $stop_file : $i < $count; $i++) {
    my $source = $sources[ $i % @sources ];
    my $target = $targets[ $i / @sources % @targets ];
    my $start  = now();
    my ($answer, $reason) = ask($source, $start + $timeout, @$target);
    my $end = now();
    my $words = defined $answer ? "ok $answer" : "failed $reason";
    printf "%.2f %d %s %s\n", $start, ($end - $start) * 1000, $source, $words;
    my $rest = $interval - ($end - $start);
    select undef, undef, undef, $rest if $rest > 0;
}
unlink $stop_file;

sub ask {
    my ($source, $deadline, $kind, $address, $port) = @_;
    my $socket = $kept;
    if (!$socket) {
        socket $socket, $family, $kind eq 'udp' ? SOCK_DGRAM : SOCK_STREAM, 0 or return (undef, "socket: $!");
        fcntl $socket, F_SETFL, fcntl($socket, F_GETFL, 0) | O_NONBLOCK;
        until (bind $socket, address($source, next_port())) {
            return (undef, "bind: $!") if $! != EADDRINUSE;
        }
        if (!connect $socket, address($address, $port)) {
            return (undef, "connect: $!") if $! != EINPROGRESS;
            return (undef, 'no answer to connect') if !wait_for($socket, 1, $deadline);
            my $error = unpack 'i', getsockopt $socket, SOL_SOCKET, SO_ERROR;
            if ($error) { $! = $error; return (undef, "connect: $!") }
        }
        $kept = $socket if $kind eq 'tcp-one';
    }
    my $question = $kind eq 'tcp' ? "GET /\@lab HTTP/1.0\r\nHost: lab\r\n\r\n" : "who\n";
    defined syswrite $socket, $question or return (undef, "send: $!");
    my $heard = '';
    while (1) {
        return $1 if $heard =~ /^([^\s\[:]\S* \S+:\d+ \S+:\d+)\r?$/m;
        return (undef, 'no answer') if !wait_for($socket, 0, $deadline);
        my $got = sysread $socket, $heard, 4096, length $heard;
        return (undef, "receive: $!") if !defined $got;
        return (undef, 'closed without an answer') if $got == 0;
    }
}

sub next_port {
    sysopen my $file, PORT_FILE, O_RDWR | O_CREAT or die PORT_FILE . ": $!";
    flock $file, LOCK_EX;
    sysread $file, my $last, 5;
    my $port = $last && $last < LAST_PORT ? $last + 1 : FIRST_PORT;
    sysseek $file, 0, 0;
    syswrite $file, $port;
    return $port;
}

sub wait_for {
    my ($socket, $to_write, $deadline) = @_;
    my $set = '';
    vec($set, fileno $socket, 1) = 1;
    my $left = $deadline - now();
    return if $left <= 0;
    return select($to_write ? undef : $set, $to_write ? $set : undef, undef, $left) > 0;
}

sub address {
    my ($text, $number) = @_;
    my $packed = inet_pton($family, $text);
    return $family == AF_INET6 ? pack_sockaddr_in6($number, $packed) : pack_sockaddr_in($number, $packed);
}

sub now {
    sysseek $clock, 0, 0;
    sysread $clock, my $text, 64;
    return (split / /, $text)[0];
}
