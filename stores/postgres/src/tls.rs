//! Connections, encrypted where the feature `rustls` is on and the address asks for it.

use tillbook::Result;
use tokio_postgres::{Client, Config, Error as DriverError};

use crate::PostgresOptions;

/// Connects to servers.
#[derive(Clone)]
pub(crate) struct Connector {
    #[cfg(feature = "rustls")]
    tls: tokio_postgres_rustls::MakeRustlsConnect,
}

impl Connector {
    #[cfg(not(feature = "rustls"))]
    pub(crate) fn new(config: &Config, _: &PostgresOptions) -> Result<Self> {
        if config.get_ssl_mode() == tokio_postgres::config::SslMode::Require {
            let reason = "this program was built without the feature `rustls`".into();
            return Err(tillbook::Error::Storage { operation: "set up encryption", reason, source: None });
        }
        Ok(Self {})
    }

    #[cfg(feature = "rustls")]
    pub(crate) fn new(_: &Config, options: &PostgresOptions) -> Result<Self> {
        encrypted::config(options).map(|config| Self { tls: tokio_postgres_rustls::MakeRustlsConnect::new(config) })
    }

    pub(crate) async fn connect(&self, config: &Config) -> Result<Client, DriverError> {
        #[cfg(feature = "rustls")]
        let tls = self.tls.clone();
        #[cfg(not(feature = "rustls"))]
        let tls = tokio_postgres::NoTls;
        let (client, connection) = config.connect(tls).await?;
        // Its errors reach the client too.
        tokio::spawn(async { drop(connection.await) });
        Ok(client)
    }
}

#[cfg(feature = "rustls")]
mod encrypted {
    use std::path::Path;
    use std::sync::Arc;

    use rustls::crypto::ring;
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;
    use rustls::{ClientConfig, RootCertStore};
    use tillbook::{Error, Result};

    use crate::PostgresOptions;

    const OPERATION: &str = "set up encryption";

    /// The program that embeds this may have another source of cryptography: this one is named.
    pub(super) fn config(options: &PostgresOptions) -> Result<ClientConfig> {
        let roots = match &options.certificate_authority {
            None => RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() },
            Some(path) => own_roots(path)?,
        };
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder.with_safe_default_protocol_versions().map_err(|error| failed(error.to_string()))?;
        Ok(builder.with_root_certificates(roots).with_no_client_auth())
    }

    fn own_roots(path: &Path) -> Result<RootCertStore> {
        let unreadable = |error: &dyn std::fmt::Display| failed(format!("{}: {error}", path.display()));
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unreadable(&error))? {
            let certificate = certificate.map_err(|error| unreadable(&error))?;
            roots.add(certificate).map_err(|error| unreadable(&error))?;
        }
        if roots.is_empty() { Err(unreadable(&"no certificate in it")) } else { Ok(roots) }
    }

    fn failed(reason: String) -> Error {
        Error::Storage { operation: OPERATION, reason, source: None }
    }
}
