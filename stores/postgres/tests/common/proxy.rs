//! A line to the server that can be cut, and that makes the server fail.

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
    refusal: Mutex<Option<Refusal>>,
    is_down: AtomicBool,
    open: Mutex<Vec<(TcpStream, UnixStream)>>,
}

/// Which statement the server refuses, counted from now on.
struct Refusal {
    state: &'static str,
    next: u64,
    /// How far it is to the one after that, if there is one.
    every: Option<Box<dyn FnMut() -> u64 + Send>>,
}

impl Proxy {
    pub(crate) fn start(socket: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let plan = Arc::new(Plan {
            cut: Mutex::default(),
            commits: AtomicU64::new(0),
            refusal: Mutex::default(),
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

    /// Makes the server refuse the `nth` statement from now on with this state, and leave out what comes after it.
    pub(crate) fn fail_at(&self, nth: u64, state: &'static str) {
        *self.plan.refusal.lock().unwrap() = Some(Refusal { state, next: nth, every: None });
    }

    /// Makes it refuse about one in so many, from now on.
    pub(crate) fn fail_often(&self, one_in: u64, state: &'static str) {
        let mut seed = 20_261_123_u64;
        let mut distance = move || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            1 + (seed >> 33) % (2 * one_in)
        };
        let next = distance();
        *self.plan.refusal.lock().unwrap() = Some(Refusal { state, next, every: Some(Box::new(distance)) });
    }

    /// Lets the server be. True if what was planned has happened.
    pub(crate) fn stop_failing(&self) -> bool {
        self.plan.refusal.lock().unwrap().take().is_none()
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

/// Hands on what the client says, statement by statement.
fn talk(mut client: TcpStream, mut server: UnixStream, plan: &Plan) {
    let (mut heard, mut is_greeting) = (Vec::new(), true);
    let mut buffer = [0; 1 << 13];
    'talk: while let Ok(length) = client.read(&mut buffer) {
        if length == 0 {
            break;
        }
        heard.extend_from_slice(&buffer[..length]);
        while let Some(length) = statement(&heard, is_greeting) {
            let said: Vec<u8> = heard.drain(..length).collect();
            let cut = if is_commit(&said) { plan.at_commit() } else { None };
            if cut == Some(Cut::After) {
                // What it answers goes nowhere.
                drop(client.shutdown(Shutdown::Write));
            }
            if cut == Some(Cut::Before) {
                break 'talk;
            }
            let failing = if is_greeting { None } else { plan.refusal(&said) };
            let outcome = server.write_all(failing.as_deref().unwrap_or(&said));
            // A client may ask for encryption before it says who it is.
            is_greeting &= said.get(4..) == Some(&80_877_103_u32.to_be_bytes()[..]);
            if cut == Some(Cut::After) {
                // The end of a conversation that a client is half through with does not undo a commit.
                thread::sleep(std::time::Duration::from_millis(20));
            }
            if cut.is_some() || outcome.is_err() {
                break 'talk;
            }
        }
    }
    hang_up(&client, &server);
}

/// How long the first statement is, if all of it was heard: the messages to the one after which the server answers.
/// The greeting is a message without a letter.
fn statement(heard: &[u8], is_greeting: bool) -> Option<usize> {
    let mut from = 0;
    loop {
        let letters = usize::from(!is_greeting);
        let length = heard.get(from + letters..from + letters + 4)?;
        let end = from + letters + u32::from_be_bytes(length.try_into().unwrap()) as usize;
        if end > heard.len() {
            return None;
        }
        // A synchronisation, a simple query, a farewell.
        if is_greeting || matches!(heard[from], b'S' | b'Q' | b'X') {
            return Some(end);
        }
        from = end;
    }
}

impl Plan {
    /// What the server is told instead of a statement: to fail. It takes the transaction back, as it would.
    fn refusal(&self, said: &[u8]) -> Option<Vec<u8>> {
        let is_end = is_commit(said);
        // Beginnings and other ends do not fail.
        if matches!(said[0], b'Q' | b'X') && !is_end {
            return None;
        }
        let mut planned = self.refusal.lock().unwrap();
        let Refusal { state, next, every } = planned.as_mut()?;
        *next -= 1;
        if *next > 0 {
            return None;
        }
        let text = format!("DO $$ BEGIN RAISE EXCEPTION 'planned' USING ERRCODE = '{state}'; END $$");
        let text = if is_end { format!("ROLLBACK; {text}\0") } else { format!("{text}\0") };
        match every {
            Some(every) => *next = every(),
            None => *planned = None,
        }
        Some([b"Q", &u32::try_from(text.len() + 4).unwrap().to_be_bytes()[..], text.as_bytes()].concat())
    }

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

fn is_commit(said: &[u8]) -> bool {
    said == b"Q\0\0\0\x0bCOMMIT\0"
}

fn hang_up(client: &TcpStream, server: &UnixStream) {
    drop(client.shutdown(Shutdown::Both));
    drop(server.shutdown(Shutdown::Both));
}
