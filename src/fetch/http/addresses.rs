//! Which addresses may be asked: https, and no machine of a private network, judged when the name is resolved, so that
//! a public name cannot lead inside.

use super::Failure;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// What a refusal says; also how it is told from other failures.
pub const REFUSED: &str = "lies in a private network and is not asked";

/// A resolver that gives public addresses only.
pub struct Guarded {
    /// Loopback too.
    pub allow_loopback: bool,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let allow = self.allow_loopback;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if let Some(inside) = found.iter().find(|a| !is_fine(a.ip(), allow)) {
                return Err(format!("{} ({}) {REFUSED}", name.as_str(), inside.ip()).into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Scheme and literal addresses.
pub fn check_target(url: &Url, allow_local: bool) -> Result<(), Failure> {
    let fine = url.scheme() == "https" || (url.scheme() == "http" && allow_local && is_loopback(url));
    if !fine {
        let message = format!("`{}:` is not asked, only https", url.scheme());
        return Err(Failure::new(message).help("give an address that begins with https://"));
    }
    let address = match url.host() {
        Some(Host::Ipv4(a)) => IpAddr::V4(a),
        Some(Host::Ipv6(a)) => IpAddr::V6(a),
        Some(Host::Domain(_)) => return Ok(()),
        None => return Err(Failure::new("the address names no host")),
    };
    if is_fine(address, allow_local) { Ok(()) } else { Err(Failure::new(format!("{address} {REFUSED}"))) }
}

/// True for this machine by its literal names.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(a)) => a.is_loopback(),
        Some(Host::Ipv6(a)) => a.is_loopback(),
        None => false,
    }
}

fn is_fine(address: IpAddr, allow_loopback: bool) -> bool {
    match address {
        _ if address.is_loopback() => allow_loopback,
        IpAddr::V4(a) => is_public_v4(a),
        IpAddr::V6(a) => match a.to_ipv4_mapped() {
            Some(mapped) => is_fine(IpAddr::V4(mapped), allow_loopback),
            None => is_public_v6(a),
        },
    }
}

fn is_public_v4(a: Ipv4Addr) -> bool {
    let [b0, b1, b2, _] = a.octets();
    let special = a.is_private()
        || a.is_link_local()
        || a.is_unspecified()
        || a.is_broadcast()
        || a.is_multicast()
        || a.is_documentation()
        || b0 == 0
        || b0 >= 240
        || (b0 == 100 && (64..128).contains(&b1))
        || (b0 == 192 && b1 == 0 && b2 == 0)
        || (b0 == 198 && (b1 == 18 || b1 == 19));
    !special
}

fn is_public_v6(a: Ipv6Addr) -> bool {
    let s = a.segments();
    // 6to4 and NAT64 carry an IPv4 address inside.
    let inner = match s[0] {
        0x2002 => Some((s[1], s[2])),
        0x0064 if s[1] == 0xff9b => Some((s[6], s[7])),
        _ => None,
    };
    if let Some((high, low)) = inner {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        return is_public_v4(Ipv4Addr::new(a, b, c, d)) && a != 127;
    }
    let special = a.is_unspecified()
        || a.is_multicast()
        || (s[0] & 0xfe00) == 0xfc00
        || (s[0] & 0xffc0) == 0xfe80
        || (s[0] & 0xffc0) == 0xfec0
        || (s[0] == 0x2001 && s[1] == 0x0db8)
        || s[..6] == [0, 0, 0, 0, 0, 0];
    !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_networks_are_never_asked() {
        for text in [
            "10.0.0.1",
            "172.16.3.4",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "fc00::1",
            "fe80::1",
            "::",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:a00:1::",
            "::7f00:1",
        ] {
            assert!(!is_fine(text.parse().unwrap(), true), "{text}");
        }
        for text in ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"] {
            assert!(is_fine(text.parse().unwrap(), true), "{text}");
            assert!(!is_fine(text.parse().unwrap(), false), "{text}");
        }
        for text in ["8.8.8.8", "2606:4700::1"] {
            assert!(is_fine(text.parse().unwrap(), false), "{text}");
        }
    }

    #[test]
    fn only_https_is_asked() {
        let check = |text: &str, local| check_target(&Url::parse(text).unwrap(), local).is_ok();
        assert!(check("https://example.com/a", false));
        assert!(!check("http://example.com/a", false) && !check("http://example.com/a", true));
        assert!(!check("http://127.0.0.1:8000/", false) && check("http://127.0.0.1:8000/", true));
        assert!(!check("file:///etc/passwd", true) && !check("https://169.254.169.254/latest", true));
        assert!(!check("http://127.0.0.1.evil.example/", true) && !check("https://0x7f.1/", false));
    }
}
