//! A PostgreSQL server for the tests, in a temporary folder.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Points the tests at a server that runs already.
const URL_VARIABLE: &str = "TILLBOOK_TEST_POSTGRES_URL";
/// Makes it an error if there is no server, so that nothing is skipped unseen.
const NEEDED_VARIABLE: &str = "TILLBOOK_TEST_POSTGRES_NEEDED";
/// The server's address in its folder.
const SOCKET: &str = ".s.PGSQL.5432";
/// Sets the server up and runs it until the input ends: that is when the test program ends, however it does.
const SCRIPT: &str = r#"
cd "$1" || exit 1
"$2/initdb" -D data -U postgres -A trust -E UTF8 --locale=C -N >initdb.log 2>&1 || { cat initdb.log; exit 1; }
printf 'local all guarded scram-sha-256\nlocal all all trust\n' >data/pg_hba.conf
echo "listen_addresses = ''" >>data/postgresql.conf
"$2/postgres" -D data -k "$1" -c fsync=off -c max_connections=60 -c shared_buffers=64MB \
    >server.log 2>&1 &
server=$!
echo $server >server.pid
read -r _
kill -QUIT $server 2>/dev/null
wait $server
# One that a test killed leaves its data to the next one.
[ $? -eq 137 ] || { cd /; rm -rf "$1"; } 2>/dev/null
"#;

/// A server with its data.
pub(crate) struct Server {
    place: Place,
}

enum Place {
    /// Somebody else's.
    Given(String),
    /// Our own. It stops when the input of the child ends.
    Own { folder: TempDir, bin: PathBuf, child: Child },
}

impl Server {
    /// The one that the tests of a program share; `None`, and a word about it, where PostgreSQL is not installed.
    pub(crate) fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Server>> = OnceLock::new();
        SHARED.get_or_init(Self::given_or_own).as_ref()
    }

    fn given_or_own() -> Option<Self> {
        if let Ok(url) = std::env::var(URL_VARIABLE) {
            return Some(Self { place: Place::Given(url) });
        }
        Self::own()
    }

    /// One of our own, which a test may treat badly.
    pub(crate) fn own() -> Option<Self> {
        let Some(bin) = programs() else {
            assert!(std::env::var_os(NEEDED_VARIABLE).is_none(), "PostgreSQL is not installed");
            eprintln!("skipped: PostgreSQL is not installed; install it, or set {URL_VARIABLE}");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("tillbook-").tempdir().unwrap();
        let child = start(SCRIPT, folder.path(), &bin);
        let mut server = Self { place: Place::Own { folder, bin, child } };
        server.wait_until_ready();
        Some(server)
    }

    /// The address of its database.
    pub(crate) fn url(&self) -> String {
        match &self.place {
            Place::Given(url) => url.clone(),
            Place::Own { folder, .. } => format!("host={} user=postgres dbname=postgres", folder.path().display()),
        }
    }

    /// The socket at which our own server listens.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder().join(SOCKET)
    }

    /// Kills the server with all its processes, as a power cut would, but for what the system was given to write.
    pub(crate) fn kill(&self) {
        let server = std::fs::read_to_string(self.folder().join("server.pid")).unwrap();
        kill(server.trim());
    }

    /// Starts it again.
    pub(crate) fn restart(&mut self) {
        let Place::Own { folder, bin, child } = &mut self.place else { panic!("not our own") };
        stop(child);
        let script = SCRIPT.lines().skip_while(|line| !line.contains("/postgres\"")).collect::<Vec<_>>().join("\n");
        let script = format!("cd \"$1\" || exit 1\n{script}");
        *child = start(&script, folder.path(), bin);
        self.wait_until_ready();
    }

    /// Makes it listen to encrypted connections at an address of this machine, with a certificate of this name that it
    /// signed itself. Gives the address and the certificate.
    pub(crate) fn encrypt(&mut self, name: &str) -> (String, PathBuf) {
        let folder = self.folder().to_path_buf();
        let [_, second, third, fourth] = std::process::id().to_be_bytes();
        let address = format!("127.{second}.{third}.{}", fourth.max(2));
        let made = as_user(&folder)
            .args(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test"])
            .args(["-addext", &format!("subjectAltName=DNS:{name}"), "-addext", "basicConstraints=critical,CA:FALSE"])
            .arg("-keyout")
            .arg(folder.join("server.key"))
            .arg("-out")
            .arg(folder.join("server.crt"))
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        for (setting, value) in [
            ("ssl", "on"),
            ("ssl_cert_file", "../server.crt"),
            ("ssl_key_file", "../server.key"),
            ("listen_addresses", &address),
        ] {
            run_sql(&self.url(), &format!("ALTER SYSTEM SET {setting} = '{value}'")).unwrap();
        }
        let rules = "local all all trust\nhostssl all all 127.0.0.0/8 trust\n";
        std::fs::write(folder.join("data/pg_hba.conf"), rules).unwrap();
        self.kill();
        self.restart();
        (address, folder.join("server.crt"))
    }

    fn folder(&self) -> &Path {
        match &self.place {
            Place::Own { folder, .. } => folder.path(),
            Place::Given(_) => panic!("not our own"),
        }
    }

    fn wait_until_ready(&mut self) {
        let until = Instant::now() + Duration::from_secs(120);
        while run_sql(&self.url(), "SELECT 1").is_err() {
            let Place::Own { child, folder, .. } = &mut self.place else { return };
            if child.try_wait().unwrap().is_some() || Instant::now() > until {
                drop(child.stdin.take());
                let mut said = String::new();
                child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
                let log = std::fs::read_to_string(folder.path().join("server.log")).unwrap_or_default();
                panic!("the server did not start: {said} {log}");
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Place::Own { child, .. } = &mut self.place {
            stop(child);
        }
    }
}

fn start(script: &str, folder: &Path, bin: &Path) -> Child {
    let mut command = as_user(folder);
    command.args(["sh", "-c", script, "sh"]).arg(folder).arg(bin);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap()
}

/// Ends the input, and waits for what that ends.
fn stop(child: &mut Child) {
    drop(child.stdin.take());
    drop(child.wait());
}

/// Kills a server's first process and all that it started.
pub(crate) fn kill(server: &str) {
    // Nobody is left to start another one, and then nobody at all.
    signal("-STOP", &[server]);
    let children = std::fs::read_to_string(format!("/proc/{server}/task/{server}/children")).unwrap();
    let mut processes: Vec<&str> = children.split_whitespace().collect();
    processes.push(server);
    signal("-KILL", &processes);
}

pub(crate) fn signal(name: &str, processes: &[&str]) {
    // Some may be gone already.
    Command::new("kill").arg(name).args(processes).stderr(Stdio::null()).status().unwrap();
}

/// Runs a statement that is no part of the store.
pub(crate) fn run_sql(url: &str, sql: &str) -> Result<Vec<String>, tokio_postgres::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
        let connection = tokio::spawn(connection);
        let messages = client.simple_query(sql).await;
        drop(client);
        drop(connection.await);
        let rows = messages?.into_iter().filter_map(|message| match message {
            tokio_postgres::SimpleQueryMessage::Row(row) => Some(row.get(0).unwrap_or_default().to_string()),
            _ => None,
        });
        Ok(rows.collect())
    })
}

/// The newest installed version's folder of programs.
pub(crate) fn programs() -> Option<PathBuf> {
    let installed = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let version = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = installed.map(|entry| entry.unwrap().path()).filter(|path| path.join("bin/initdb").exists());
    newest.max_by_key(version).map(|path| path.join("bin"))
}

/// PostgreSQL refuses to run as root: then it is run by one who may do nothing.
#[cfg(unix)]
pub(crate) fn as_user(folder: &Path) -> Command {
    use std::os::unix::fs::MetadataExt;
    const NOBODY: u32 = 65_534;
    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        return Command::new("env");
    }
    std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY)).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]);
    command
}

#[cfg(not(unix))]
pub(crate) fn as_user(_: &Path) -> Command {
    panic!("the tests start a server on Unix only")
}
