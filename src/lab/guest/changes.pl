#!/usr/bin/perl
# Waits until an IPVS table or an address of some hosts is not what was SEEN the last time, but not longer than SECONDS.
#
# usage: changes.pl SECONDS SEEN FILE...
#   SEEN is a file of its own, for the next time; without it nothing is waited for.
#   FILE has the id of the process that holds a host's namespaces.
use strict;
use warnings;

my ($seconds, $seen, @files) = @ARGV;
my @holders = map { read_file($_) =~ /^(\d+)$/ } @files;
my $end     = uptime() + $seconds;
my $before  = read_file($seen);
my $state   = state();
while ($state eq $before && uptime() < $end) {
    select undef, undef, undef, 0.1;
    $state = state();
}
open my $file, '>:raw', $seen or die "$seen: $!";
print $file $state;

sub state {
    return join "\0", map {
        my $net = "/proc/$_/net";
        # A real server's numbers of connections change all the time.
        my $table = read_file("$net/ip_vs") =~ s/^(  -> \S+ +\S+ +\d+).*/$1/gmr;
        ($table, read_file("$net/fib_trie"), read_file("$net/if_inet6"));
    } @holders;
}

sub uptime { return (split ' ', read_file('/proc/uptime'))[0] }

sub read_file {
    my ($path) = @_;
    open my $file, '<:raw', $path or return '';
    local $/;
    return <$file> // '';
}
