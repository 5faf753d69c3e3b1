//! A line to the server that can be cut.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// Where the line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Before the server gets the message.
    Before,
    /// After the server got it: the answer is lost.
    After,
}

/// Listens at a port of this machine, and hands on what it hears to a socket.
pub(crate) struct Proxy {
    port: u16,
    plan: Arc<Plan>,
}

struct Plan {
    /// Which commit from now on, and how; counted from 1.
    cut: Mutex<Option<(u64, Cut)>>,
    commits: AtomicU64,
    is_down: AtomicBool,
    open: Mutex<Vec<(TcpStream, UnixStream)>>,
}

impl Proxy {
    pub(crate) fn start(socket: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let plan = Arc::new(Plan {
            cut: Mutex::default(),
            commits: AtomicU64::new(0),
            is_down: AtomicBool::new(false),
            open: Mutex::default(),
        });
        let shared = Arc::clone(&plan);
        thread::spawn(move || {
            for client in listener.incoming() {
                let (client, plan) = (client.unwrap(), Arc::clone(&shared));
                // Dropped: closed.
                if plan.is_down.load(Ordering::SeqCst) {
                    continue;
                }
                if let Ok(server) = UnixStream::connect(&socket) {
                    connect(client, server, &plan);
                }
            }
        });
        Self { port, plan }
    }

    pub(crate) fn url(&self) -> String {
        format!("host=127.0.0.1 port={} user=postgres dbname=postgres", self.port)
    }

    /// Cuts the line at the `nth` commit from now on.
    pub(crate) fn cut_at_commit(&self, nth: u64, cut: Cut) {
        self.plan.commits.store(0, Ordering::SeqCst);
        *self.plan.cut.lock().unwrap() = Some((nth, cut));
    }

    /// True if a cut was planned and has not happened.
    pub(crate) fn is_armed(&self) -> bool {
        self.plan.cut.lock().unwrap().is_some()
    }

    /// Cuts all lines, and refuses new ones.
    pub(crate) fn go_down(&self) {
        self.plan.is_down.store(true, Ordering::SeqCst);
        for (client, server) in self.plan.open.lock().unwrap().drain(..) {
            hang_up(&client, &server);
        }
    }

    pub(crate) fn come_up(&self) {
        self.plan.is_down.store(false, Ordering::SeqCst);
    }
}

fn connect(client: TcpStream, server: UnixStream, plan: &Arc<Plan>) {
    client.set_nodelay(true).unwrap();
    plan.open.lock().unwrap().push((client.try_clone().unwrap(), server.try_clone().unwrap()));
    let (from_server, to_client) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    thread::spawn(move || copy(from_server, to_client));
    let plan = Arc::clone(plan);
    thread::spawn(move || talk(client, server, &plan));
}

fn copy(mut from: impl Read, mut to: TcpStream) {
    let mut buffer = [0; 1 << 13];
    while let Ok(length) = from.read(&mut buffer) {
        if length == 0 || to.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    drop(to.shutdown(Shutdown::Both));
}

fn talk(mut client: TcpStream, mut server: UnixStream, plan: &Plan) {
    let mut buffer = [0; 1 << 13];
    while let Ok(length) = client.read(&mut buffer) {
        if length == 0 {
            break;
        }
        let said = &buffer[..length];
        let cut = if holds_commit(said) { plan.at_commit() } else { None };
        if cut == Some(Cut::After) {
            // What it answers goes nowhere.
            drop(client.shutdown(Shutdown::Write));
        }
        if cut == Some(Cut::Before) || server.write_all(said).is_err() {
            break;
        }
        if cut == Some(Cut::After) {
            // The end of a conversation that a client is half through with does not undo a commit.
            thread::sleep(std::time::Duration::from_millis(20));
            break;
        }
    }
    hang_up(&client, &server);
}

impl Plan {
    fn at_commit(&self) -> Option<Cut> {
        let commit = self.commits.fetch_add(1, Ordering::SeqCst) + 1;
        let mut planned = self.cut.lock().unwrap();
        let (nth, cut) = (*planned)?;
        if commit != nth {
            return None;
        }
        *planned = None;
        Some(cut)
    }
}

/// The simple query `COMMIT`: its letter, its length, its text.
fn holds_commit(said: &[u8]) -> bool {
    said.windows(12).any(|bytes| bytes == b"Q\0\0\0\x0bCOMMIT\0")
}

fn hang_up(client: &TcpStream, server: &UnixStream) {
    drop(client.shutdown(Shutdown::Both));
    drop(server.shutdown(Shutdown::Both));
}
