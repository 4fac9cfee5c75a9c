#!/usr/bin/perl
# Certificates for those who speak TLS.
use strict;
use warnings;
use Net::SSLeay;

# A key and a certificate of the moment, which nobody has to trust.
sub new_certificate {
    my ($name) = @_;
    my $key = Net::SSLeay::EVP_PKEY_new();
    Net::SSLeay::EVP_PKEY_assign_EC_KEY($key, Net::SSLeay::EC_KEY_generate_key('prime256v1'));
    my $certificate = Net::SSLeay::X509_new();
    Net::SSLeay::X509_set_version($certificate, 2);
    Net::SSLeay::ASN1_INTEGER_set(Net::SSLeay::X509_get_serialNumber($certificate), 1);
    Net::SSLeay::P_ASN1_TIME_set_isotime(Net::SSLeay::X509_get_notBefore($certificate), '2000-01-01T00:00:00Z');
    Net::SSLeay::P_ASN1_TIME_set_isotime(Net::SSLeay::X509_get_notAfter($certificate), '2099-01-01T00:00:00Z');
    my $subject = Net::SSLeay::X509_get_subject_name($certificate);
    Net::SSLeay::X509_NAME_add_entry_by_txt($subject, 'CN', 0x1000, $name);
    Net::SSLeay::X509_set_issuer_name($certificate, $subject);
    Net::SSLeay::X509_set_pubkey($certificate, $key);
    Net::SSLeay::X509_sign($certificate, $key, Net::SSLeay::EVP_get_digestbyname('sha256'));
    return ($key, $certificate);
}

1;
