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
#   TARGET is KIND/ADDRESS/PORT. KIND is
#     tcp, udp
#     sip       a source is a call
#     ftp       asks over a data connection
#     tcp-one   each source asks over one connection, as long as that lasts
#     udp-one   each source asks from one port
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
my %kept;
# HOST LOCAL PEER
my $ANSWER = qr/^([^\s\[:]\S* \S+:\d+ \S+:\d+)\r?$/m;
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
    my ($socket, $reason) = $kept{$source};
    if (!$socket) {
        ($socket, $reason) = open_to($source, $deadline, $kind =~ /^(?:udp|sip)/ ? SOCK_DGRAM : SOCK_STREAM, $address, $port);
        return (undef, $reason) if !$socket;
        $kept{$source} = $socket if $kind =~ /-one$/;
    }
    return ask_over_ftp($source, $deadline, $socket) if $kind eq 'ftp';
    my $question =
          $kind eq 'tcp' ? "GET /\@lab HTTP/1.0\r\nHost: lab\r\n\r\n"
        : $kind eq 'sip' ? "OPTIONS sip:lab SIP/2.0\r\nCall-ID: $source\r\n\r\n"
        :                  "who\n";
    defined syswrite $socket, $question or return (undef, "send: $!");
    return read_until($socket, $deadline, $ANSWER);
}

# Over a passive data connection (RFC 959, RFC 2428), whose address and port the answer on the first one says.
sub ask_over_ftp {
    my ($source, $deadline, $control) = @_;
    my (undef, $reason) = read_until($control, $deadline, qr/^(220) /m);
    return (undef, $reason) if defined $reason;
    my $is_inet6 = $family == AF_INET6;
    defined syswrite $control, $is_inet6 ? "EPSV\r\n" : "PASV\r\n" or return (undef, "send: $!");
    (my $where, $reason) = read_until($control, $deadline, qr/^(?:227 .*\(([\d,]+)\)|229 .*\(\|\|\|(\d+)\|\))/m);
    return (undef, "data: $reason") if defined $reason;
    my @words   = split /,/, $where;
    my $address = $is_inet6 ? peer_of($control) : join '.', @words[ 0 .. 3 ];
    my $port    = $is_inet6 ? $where : 256 * $words[4] + $words[5];
    (my $data, $reason) = open_to($source, $deadline, SOCK_STREAM, $address, $port);
    return (undef, "data: $reason") if !$data;
    (my $answer, $reason) = read_until($data, $deadline, $ANSWER);
    return defined $reason ? (undef, "data: $reason") : $answer;
}

sub open_to {
    my ($source, $deadline, $type, $address, $port) = @_;
    socket my $socket, $family, $type, 0 or return (undef, "socket: $!");
    fcntl $socket, F_SETFL, fcntl($socket, F_GETFL, 0) | O_NONBLOCK;
    until (bind $socket, address($source, next_port())) {
        return (undef, "bind: $!") if $! != EADDRINUSE;
    }
    return $socket if connect $socket, address($address, $port);
    return (undef, "connect: $!") if $! != EINPROGRESS;
    return (undef, 'no answer to connect') if !wait_for($socket, 1, $deadline);
    my $error = unpack 'i', getsockopt $socket, SOL_SOCKET, SO_ERROR;
    return $socket if !$error;
    $! = $error;
    return (undef, "connect: $!");
}

# What a pattern finds in what is heard; or undef, and why.
sub read_until {
    my ($socket, $deadline, $pattern) = @_;
    my $heard = '';
    while (1) {
        return $1 // $2 if $heard =~ $pattern;
        return (undef, 'no answer') if !wait_for($socket, 0, $deadline);
        my $got = sysread $socket, $heard, 4096, length $heard;
        return (undef, "receive: $!") if !defined $got;
        return (undef, 'closed without an answer') if $got == 0;
    }
}

sub peer_of {
    my ($socket) = @_;
    my (undef, $packed) = unpack_sockaddr_in6(getpeername $socket);
    return inet_ntop(AF_INET6, $packed);
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
