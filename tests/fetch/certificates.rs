//! E14: a server whose certificate has run out, names another host or is vouched for by nobody is not asked anything.
//! One that is vouched for is, so that the others are refused for what they are.

use crate::project::Project;
use crate::sources::w31;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn named(name: &str) -> CertificateParams {
    CertificateParams::new(vec![name.to_string()]).unwrap()
}

/// A server with a certificate; gives its port and how many requests came through.
fn serve(params: &CertificateParams, by: Option<&Authority>) -> (u16, Arc<AtomicUsize>) {
    let key = KeyPair::generate().unwrap();
    let certificate = match by {
        Some(authority) => params.signed_by(&key, authority),
        None => params.self_signed(&key),
    };
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let chain = vec![certificate.unwrap().der().clone()];
    let config = Arc::new(config.with_no_client_auth().with_single_cert(chain, key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    std::thread::spawn(move || {
        for mut socket in listener.incoming().flatten() {
            let mut session = ServerConnection::new(config.clone()).unwrap();
            let mut stream = Stream::new(&mut session, &mut socket);
            let mut head = [0; 4096];
            if stream.read(&mut head).is_ok_and(|length| length > 0) {
                count.fetch_add(1, Ordering::SeqCst);
                let body = w31();
                let length = body.len();
                let _ = write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
                );
                session.send_close_notify();
                let _ = session.complete_io(&mut socket);
            }
        }
    });
    (port, asked)
}

#[test]
fn only_a_certificate_that_is_vouched_for_now_and_for_this_name_is_taken() {
    let trusted = authority();
    let folder = tempfile::tempdir().unwrap();
    let roots = folder.path().join("roots.pem");
    fs::write(&roots, trusted.pem()).unwrap();
    let mut expired = named("localhost");
    expired.not_before = date_time_ymd(2020, 1, 1);
    expired.not_after = date_time_ymd(2021, 1, 1);
    let mut early = named("localhost");
    early.not_before = date_time_ymd(2399, 1, 1);
    early.not_after = date_time_ymd(2400, 1, 1);
    let stranger = authority();
    for (what, params, by, code) in [
        ("sound", named("localhost"), Some(&trusted), 0),
        ("expired", expired, Some(&trusted), 3),
        ("not valid yet", early, Some(&trusted), 3),
        ("of another name", named("other.example"), Some(&trusted), 3),
        ("by a stranger", named("localhost"), Some(&stranger), 3),
        ("by itself", named("localhost"), None, 3),
    ] {
        let (port, asked) = serve(&params, by);
        let project = Project::rankings(&format!("https://localhost:{port}/api"), "");
        let mut command = project.command("2026-08-25", &["fetch", "--allow-local", "--period", "2026-W31"]);
        let output = command.env("SSL_CERT_FILE", &roots).env_remove("SSL_CERT_DIR").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{what}: {said}");
        assert_eq!(asked.load(Ordering::SeqCst), usize::from(code == 0), "{what}: the key was sent");
        assert_eq!(project.snapshots().len(), usize::from(code == 0), "{what}");
        assert!(code == 0 || said.contains("cannot be trusted"), "{what}: {said}");
        assert!(code == 0 || said.contains("nothing turns this check off"), "{what}: {said}");
    }
}
