//! By which names the preview may be spoken to. A page of a stranger can make a browser send requests here, under a
//! name of the stranger's that points to this machine; so names are compared with a list, not resolved.

use std::net::IpAddr;

/// The allowed names, and the port that origins must have.
#[derive(Debug, Clone)]
pub struct Guard {
    names: Vec<String>,
    any_address: bool,
    port: u16,
}

impl Guard {
    /// The loopback names.
    pub fn loopback(port: u16) -> Guard {
        let names = ["localhost", "127.0.0.1", "[::1]"].map(String::from).to_vec();
        Guard { names, any_address: false, port }
    }

    /// Another name as well.
    #[must_use]
    pub fn and(mut self, name: &str) -> Guard {
        let is_v6 = name.parse::<IpAddr>().is_ok_and(|ip| ip.is_ipv6());
        self.names.push(if is_v6 { format!("[{name}]") } else { name.to_lowercase() });
        self
    }

    /// Every literal address as well: a name that a stranger owns is never one.
    #[must_use]
    pub fn and_addresses(mut self) -> Guard {
        self.any_address = true;
        self
    }

    /// True if a `Host` header names us.
    pub fn allows_host(&self, host: &str) -> bool {
        parts(host).is_some_and(|(name, _)| self.allows(name))
    }

    /// True if an `Origin` header is one of our own pages.
    pub fn allows_origin(&self, origin: &str) -> bool {
        let authority = origin.strip_prefix("http://").and_then(parts);
        authority.is_some_and(|(name, port)| self.allows(name) && port.unwrap_or(80) == self.port)
    }

    fn allows(&self, name: &str) -> bool {
        let bare = name.strip_prefix('[').and_then(|n| n.strip_suffix(']')).unwrap_or(name);
        self.names.iter().any(|n| n.eq_ignore_ascii_case(name))
            || (self.any_address && bare.parse::<IpAddr>().is_ok())
    }
}

/// `name:port` → name and port; `None` if it is neither that nor a name alone.
fn parts(authority: &str) -> Option<(&str, Option<u16>)> {
    let end = if authority.starts_with('[') {
        authority.find(']')? + 1
    } else {
        authority.find(':').unwrap_or(authority.len())
    };
    let (name, rest) = authority.split_at(end);
    let port = match rest.strip_prefix(':') {
        Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => Some(digits.parse().ok()?),
        None if rest.is_empty() => None,
        _ => return None,
    };
    (!name.is_empty()).then_some((name, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_literal_names_are_allowed() {
        let guard = Guard::loopback(4000);
        for host in ["localhost", "localhost:4000", "LOCALHOST:9", "127.0.0.1:4000", "[::1]:4000", "[::1]"] {
            assert!(guard.allows_host(host), "{host}");
        }
        for host in [
            "127.evil.example",
            "127.0.0.1.evil.example:4000",
            "localhost.evil.example",
            "evil.example",
            "localhost:4000x",
            "localhost:99999",
            "127.0.0.2",
            "user@localhost",
            "[::1",
            "::1",
            "",
            ":4000",
        ] {
            assert!(!guard.allows_host(host), "{host}");
        }
    }

    #[test]
    fn an_origin_is_ours_or_nobodys() {
        let guard = Guard::loopback(4000);
        assert!(guard.allows_origin("http://localhost:4000") && guard.allows_origin("http://127.0.0.1:4000"));
        for origin in
            ["null", "http://localhost:3000", "https://localhost:4000", "http://evil.example:4000", ""]
        {
            assert!(!guard.allows_origin(origin), "{origin}");
        }
    }

    #[test]
    fn more_names_on_request() {
        let guard = Guard::loopback(4000).and("Desk.local").and("fe80::1");
        assert!(guard.allows_host("desk.local:4000") && guard.allows_host("[fe80::1]:4000"));
        assert!(!guard.allows_host("192.168.0.5:4000"));
        let open = guard.and_addresses();
        assert!(open.allows_host("192.168.0.5:4000") && !open.allows_host("192.168.0.5.evil.example"));
    }
}
