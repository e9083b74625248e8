//! The binary alone, copied into an empty folder: it carries everything it needs.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The service as a process, its data in the folder `daten` of where it was started.
pub struct Running {
    child: Child,
    pub addr: SocketAddr,
}

impl Running {
    /// The binary, with its surroundings and its outputs.
    pub fn start(mut command: Command) -> Running {
        let addr = free_address();
        command.args(["serve", "--data", "daten", "--addr", &addr.to_string()]);
        let running = Running { child: command.spawn().expect("started"), addr };
        let since = Instant::now();
        while TcpStream::connect(addr).is_err() {
            assert!(since.elapsed() < Duration::from_secs(30), "the service does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        running
    }

    /// As whoever runs it stops it.
    pub fn stop(mut self) {
        let terminate = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(terminate.is_ok_and(|status| status.success()), "it was running");
        let status = self.child.wait().expect("ended");
        assert!(status.success(), "{status}");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}

fn start(folder: &Path) -> Running {
    let binary = folder.join("bedarfskompass");
    fs::copy(env!("CARGO_BIN_EXE_bedarfskompass"), &binary).expect("copied");
    let mut command = Command::new(&binary);
    command.current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    Running::start(command)
}

/// Status and body of a plain GET.
fn get(addr: SocketAddr, path: &str, accept: &str) -> (u16, String, Vec<u8>) {
    let mut stream = TcpStream::connect(addr).expect("connected");
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {addr}\r\nAccept-Encoding: {accept}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).expect("read");
    let end = reply.windows(4).position(|window| window == b"\r\n\r\n").expect("headers");
    let head = String::from_utf8_lossy(&reply[..end]).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("status");
    (status, head, reply[end + 4..].to_vec())
}

/// In overlapping blocks: a debug build is hundreds of megabytes.
fn holds(binary: &[u8], text: &str) -> bool {
    const BLOCK: usize = 1 << 22;
    (0..binary.len()).step_by(BLOCK).any(|start| {
        let end = binary.len().min(start + BLOCK + text.len());
        String::from_utf8_lossy(&binary[start..end]).contains(text)
    })
}

#[test]
fn one_copied_file_serves_every_asset() {
    assert!(server::assets::are_complete(), "run `cargo xtask site` before this test");
    let folder = tempfile::tempdir().expect("folder");
    let running = start(folder.path());
    let (status, _, page) = get(running.addr, "/", "identity");
    assert_eq!(status, 200);
    let page = String::from_utf8(page).expect("utf-8");
    for address in server::assets::addresses() {
        for accept in ["br", "gzip", "identity"] {
            let (status, head, body) = get(running.addr, &address, accept);
            assert_eq!(status, 200, "{address} as {accept}");
            assert!(!body.is_empty() && head.contains("immutable"), "{address}: {head}");
        }
    }
    let style = server::assets::address("main.css");
    assert!(page.contains(&style), "the page names the embedded style");
    // Without `debug-embed` a debug build would have read it from the folder that it was built in.
    let (_, _, style) = get(running.addr, &style, "identity");
    let binary = fs::read(folder.path().join("bedarfskompass")).expect("the copied file");
    assert!(holds(&binary, &String::from_utf8(style).expect("utf-8")), "the style lies inside the copied file");
    assert_eq!(get(running.addr, "/pkg/../Cargo.toml", "identity").0, 404);
}
