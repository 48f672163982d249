/** Whom this command line trusts, and the certificate it shows to services that ask for one. */
@NullMarked
package dev.postern.cli.tls;

import org.jspecify.annotations.NullMarked;
