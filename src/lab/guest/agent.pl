#!/usr/bin/perl
# Runs scripts in the hosts of the lab, several at once, for whoever is at the other end of standard input and output.
#
#   request:  ID HOST SECONDS BESIDE SCRIPT-LENGTH INPUT-LENGTH\n SCRIPT INPUT      HOST is "-" for the machine itself
#   reply:    ID STATUS TIME OUTPUT-LENGTH ERRORS-LENGTH\n OUTPUT ERRORS            STATUS is 124 when SECONDS were over
#
# A script without a word is for its time alone: nothing is started.
#
# No file that a script writes gets larger than 16 MB, its output among them: what writes on gets SIGXFSZ (status 153).
#
# A host is a process that holds its namespaces: the file WORK/hosts/HOST has its process id.
#
# The clock of an emulated machine leaps ahead while all of it sleeps. So with the second argument "awake" the agent does not
# sleep while no script runs but those BESIDE (1, or 0): while the other end thinks, hardly any time passes here.
use strict;
use warnings;
use POSIX ();

use constant MOST_KILOBYTES => 16 * 1024;
# setns(2) on x86-64. Starting nsenter(1) would cost an emulated processor as much as the script itself.
use constant SETNS => 308;

my ($work, $mode) = @ARGV;
mkdir $work;
mkdir "$work/hosts";
mkdir "$work/io";
binmode STDIN;
binmode STDOUT;
$SIG{CHLD} = sub { };
$SIG{PIPE} = 'IGNORE';

my %jobs;
my $input = '';

say_all("ready\n");
while (1) {
    my $ready = '';
    vec($ready, 0, 1) = 1;
    my $sleeps = ($mode // '') ne 'awake' || grep { !$_->{beside} } values %jobs;
    if (select($ready, undef, undef, $sleeps ? 0.05 : 0) > 0) {
        my $count = sysread(STDIN, $input, 65536, length $input);
        last if defined $count && $count == 0;
        while (my $request = next_request()) { start_job($request) }
    }
    while ((my $pid = waitpid(-1, POSIX::WNOHANG())) > 0) { end_job($pid, $?) if $jobs{$pid} }
    my $now = now();
    for my $pid (grep { $now > $jobs{$_}{deadline} } keys %jobs) {
        next if $jobs{$pid}{late};
        $jobs{$pid}{late} = 1;
        kill 'KILL', -$pid;
    }
}
kill 'KILL', -$_ for keys %jobs;
# All that runs in the network namespaces of the hosts, wherever else it may be.
my %networks = map { (readlink("/proc/$_/ns/net") // '') => 1 } map { read_file($_) =~ /^(\d+)$/ } glob "$work/hosts/*";
for my $process (glob '/proc/[0-9]*') {
    my $network = readlink "$process/ns/net" or next;
    kill 'KILL', $process =~ /(\d+)$/ if $networks{$network};
}

# The folders that hosts put their own in place of, and that were not there before: as mkdir says.
rmdir for reverse read_file("$work/made") =~ /created directory '(.*)'$/mg;

sub now {
    my ($uptime) = read_file('/proc/uptime') =~ /^(\S+)/;
    return $uptime;
}

sub next_request {
    $input =~ /^([^\n]*)\n/ or return;
    my ($id, $host, $seconds, $beside, $script_length, $input_length) = split / /, $1;
    my $start = length($1) + 1;
    return if length($input) < $start + $script_length + $input_length;
    my %request = (id => $id, host => $host, seconds => $seconds, beside => $beside);
    $request{script} = substr $input, $start, $script_length;
    $request{input}  = substr $input, $start + $script_length, $input_length;
    substr($input, 0, $start + $script_length + $input_length) = '';
    return \%request;
}

sub start_job {
    my ($request) = @_;
    return say_all("$request->{id} 0 " . now() . " 0 0\n") if $request->{script} eq '';
    my $base = "$work/io/$request->{id}";
    write_file("$base.in",     $request->{input});
    write_file("$base.script", 'ulimit -f ' . MOST_KILOBYTES . "\n$request->{script}");
    my $pid = fork // die "fork: $!";
    if ($pid == 0) {
        setpgrp;
        $SIG{PIPE} = 'DEFAULT';
        open STDIN,  '<', "$base.in"  or POSIX::_exit(125);
        open STDOUT, '>', "$base.out" or POSIX::_exit(125);
        open STDERR, '>', "$base.err" or POSIX::_exit(125);
        enter($request->{host}) if $request->{host} ne '-';
        exec 'bash', '-euo', 'pipefail', "$base.script" or POSIX::_exit(126);
    }
    $jobs{$pid} = {
        id       => $request->{id},
        beside   => $request->{beside},
        base     => $base,
        deadline => now() + $request->{seconds},
        late     => 0,
    };
}

sub enter {
    my ($host) = @_;
    my $holder = read_file("$work/hosts/$host");
    chomp $holder;
    # All are opened first: the last one has a /proc of its own.
    my @namespaces = map { open my $file, '<', "/proc/$holder/ns/$_" or refuse($host); $file } qw(net uts mnt);
    for my $file (@namespaces) { syscall(SETNS, fileno $file, 0) == 0 or refuse($host) }
}

sub refuse {
    my ($host) = @_;
    print STDERR "no way into $host: $!\n";
    POSIX::_exit(125);
}

sub end_job {
    my ($pid, $wait_status) = @_;
    my $job    = delete $jobs{$pid};
    my $status = $job->{late} ? 124 : $wait_status & 127 ? 128 + ($wait_status & 127) : $wait_status >> 8;
    my $output = read_file("$job->{base}.out");
    my $errors = read_file("$job->{base}.err");
    unlink map { "$job->{base}.$_" } qw(in out err script);
    say_all(join(' ', $job->{id}, $status, now(), length $output, length $errors) . "\n$output$errors");
}

sub say_all {
    my ($bytes) = @_;
    my $written = 0;
    while ($written < length $bytes) {
        my $count = syswrite STDOUT, $bytes, length($bytes) - $written, $written;
        if    (defined $count)      { $written += $count }
        elsif ($!{EAGAIN})          { select undef, undef, undef, 0.01 }
        elsif (not $!{EINTR})       { exit 1 }
    }
}

sub read_file {
    my ($path) = @_;
    open my $file, '<:raw', $path or return '';
    local $/;
    return <$file> // '';
}

sub write_file {
    my ($path, $content) = @_;
    open my $file, '>:raw', $path or die "$path: $!";
    print $file $content;
    close $file;
}
