use super::*;
use std::net::TcpListener;
use std::thread;
use std::time::Instant;

/// A server that gives these answers, one a request on one connection, and returns the requests it read.
fn serve(answers: &'static [&'static [u8]]) -> (SocketAddr, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let mut stream = listener.accept().unwrap().0;
        let mut buffer = [0; 4096];
        let mut answer = |answer: &&[u8]| {
            let length = stream.read(&mut buffer).unwrap();
            stream.write_all(answer).unwrap();
            String::from_utf8(buffer[..length].to_vec()).unwrap()
        };
        answers.iter().map(&mut answer).collect()
    });
    (address, server)
}

#[test]
fn cookies_are_kept_and_forgotten_on_one_connection() {
    let (address, server) = serve(&[
        b"HTTP/1.1 303 See Other\r\nset-cookie: draft=abc; Path=/\r\nlocation: http://127.0.0.1:1/s/a/b?c\r\ncontent-length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nset-cookie: draft=; Max-Age=0\r\ntransfer-encoding: chunked\r\n\r\n3\r\nGr\xc3\r\n2\r\n\xb6\xc3\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
    ]);
    let mut client = Client::new(address, Encoding::Identity);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let first = client.post("/s/a", &[pair("größe", "1 + 2"), pair("x", "")]).unwrap();
    assert_eq!((first.status, first.location.as_deref()), (303, Some("/s/a/b?c")));
    let second = client.get("/s/a/b?c").unwrap();
    assert_eq!(second.body, b"Gr\xc3\xb6\xc3");
    client.get("/").unwrap();
    let requests = server.join().unwrap();
    assert!(requests[0].ends_with("\r\n\r\ngr%C3%B6%C3%9Fe=1+%2B+2&x="), "{}", requests[0]);
    assert!(requests[0].contains("Sec-Fetch-Site: same-origin"));
    assert!(requests[1].contains("Cookie: draft=abc\r\n"));
    assert!(!requests[2].contains("Cookie"));
}

#[test]
fn the_wire_is_counted_packed_and_the_body_given_unpacked() {
    static ANSWERS: [&[u8]; 1] = [b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 25\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x07\x00\x86\xa6\x10\x36\x05\x00\x00\x00"];
    let (address, server) = serve(&ANSWERS);
    let response = Client::new(address, Encoding::Gzip).get("/").unwrap();
    assert_eq!(response.text(), "hello");
    assert_eq!(response.wire, ANSWERS[0].len());
    assert!(server.join().unwrap()[0].contains("Accept-Encoding: gzip"));
}

#[test]
fn half_an_answer_is_an_error() {
    let (address, server) = serve(&[b"HTTP/1.1 303 See Other\r\nlocation: /s"]);
    assert!(Client::new(address, Encoding::Identity).get("/").is_err());
    server.join().unwrap();
}

#[test]
fn a_connection_that_the_server_has_ended_is_not_used_again_once_that_is_seen() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = Client::new(listener.local_addr().unwrap(), Encoding::Identity);
    let answer_and_close = || {
        let mut stream = listener.accept().unwrap().0;
        assert!(stream.read(&mut [0; 4096]).unwrap() > 0);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").unwrap();
    };
    for _ in 0..3 {
        thread::scope(|scope| {
            scope.spawn(answer_and_close);
            assert_eq!(client.get("/").unwrap().body, b"ok");
        });
        // The end may be on its way still.
        let patience = Instant::now() + Duration::from_secs(10);
        while client.connection.is_some() && Instant::now() < patience {
            client.let_go_if_closed();
            thread::yield_now();
        }
        assert!(client.connection.is_none(), "nobody saw that the connection has ended");
    }
    thread::scope(|scope| {
        scope.spawn(answer_and_close);
        client.get("/").unwrap();
    });
    assert!(client.get("/").is_err(), "and without looking it breaks");
}
