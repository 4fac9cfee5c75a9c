#!/lab/perl
# Stands in for a program that keepalived runs: it succeeds, with the status that the file STATUSES has for its command, or else 0.
# The commands in the file FAILING, a line each, fail on this host. Whoever else runs it gets the program itself, where the machine has it.
use strict;
use warnings;

use constant { FAILING => '/run/lab/failing', STATUSES => '/lab/statuses', ORIGINALS => '/lab/originals' };

my $original = ORIGINALS . $0;
if (!is_run_by_keepalived()) {
    exec {$original} $0, @ARGV if -x $original;
    exit 127;
}
my $command = join ' ', map { s/["'\\]//gr } $0, @ARGV;
$command =~ s/\s+/ /g;
exit 1 if grep { $_ eq $command } lines_of(FAILING);
my ($status) = map { /^(\d+) \Q$command\E$/ } lines_of(STATUSES);
exit($status // 0);

sub lines_of {
    my ($path) = @_;
    open my $file, '<', $path or return;
    chomp(my @lines = <$file>);
    return @lines;
}

sub is_run_by_keepalived {
    open my $file, '<', '/proc/' . getppid . '/cmdline' or return;
    my ($program) = split /\0/, <$file> // '';
    return ($program // '') =~ m{(?:^|/)keepalived$};
}
