//! A: the published folder is the complete old site or the complete new one.

use crate::project::{Project, Run, Tree, run, tree};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How many times a build is killed.
const KILLS: usize = 220;
const WORKERS: usize = 4;
/// How many copied files a site of these tests has.
const FILES: usize = 60;

/// A site of pages whose copied files make most of its build, in two states that differ in every byte.
fn wide(state: &str) -> Project {
    let project = Project::new();
    set(&project, state);
    project
}

fn set(project: &Project, state: &str) {
    project.write(
        "site.yaml",
        format!("title: {state}\nbase_url: https://example.com\nid: example.com,2026\nboards: []\n"),
    );
    for i in 0..FILES {
        project.write(&format!("static/f/{i}.txt"), format!("{state} {i} ").repeat(200));
    }
}

#[test]
fn killed_at_any_moment_the_site_is_whole() {
    let states: Vec<[usize; 2]> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS).map(|w| scope.spawn(move || kill_loop(w))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let both = states.iter().fold([0, 0], |sum, s| [sum[0] + s[0], sum[1] + s[1]]);
    assert!(both[0] > 0 && both[1] > 0, "{both:?}");
    assert!(both[0] + both[1] >= KILLS, "{both:?}");
}

/// Kills builds of one site; gives how often each of the two sites stood there after.
fn kill_loop(worker: usize) -> [usize; 2] {
    let project = wide("old");
    let old = project.built();
    set(&project, "new");
    let start = Instant::now();
    let new = project.built();
    let full = start.elapsed();
    let (mut killed, mut states, mut attempt) = (0, [0, 0], worker);
    while killed < KILLS / WORKERS {
        set(&project, if attempt.is_multiple_of(2) { "old" } else { "new" });
        attempt += 1;
        assert!(attempt < 20 * KILLS, "only {killed} builds were killed in {attempt}");
        let mut child = project
            .command(&["build", "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Spread over the whole build, in steps that have no common measure with it.
        std::thread::sleep(full.mul_f64((attempt * 61 % 100) as f64 / 105.0));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        let now = tree(&project.path("public"));
        assert!(now == old || now == new, "torn after {killed} kills");
        states[usize::from(now == new)] += 1;
    }
    set(&project, "old");
    assert!(project.built() == old);
    assert_eq!(project.leftovers(), [""; 0]);
    states
}

#[test]
fn a_signal_has_its_exit_code_and_leaves_nothing() {
    let project = wide("old");
    let old = project.built();
    set(&project, "new");
    let start = Instant::now();
    project.built();
    let full = start.elapsed();
    let mut seen = 0;
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        for step in 1..12_u32 {
            let mut child = project.command(&["build", "--quiet"]).spawn().unwrap();
            std::thread::sleep(full * step / 12);
            let _ = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
            let status = child.wait().unwrap();
            let now = tree(&project.path("public"));
            match status.code() {
                Some(c) if c == code => {
                    seen += 1;
                    assert_eq!(project.leftovers(), [""; 0], "{signal}");
                }
                Some(0) => {}
                // The signal came before the program had begun to listen.
                None => {}
                other => panic!("{signal}: {other:?}"),
            }
            assert!(now.len() == old.len(), "{signal}: torn");
            set(&project, if step % 2 == 0 { "new" } else { "old" });
        }
    }
    assert!(seen >= 3, "only {seen} builds were stopped by a signal");
}

/// Runs a build that must fail and leave the old site and nothing else.
fn fails_whole(project: &Project, old: &Tree, run: &Run) {
    run.exit(4);
    assert!(tree(&project.path("public")) == *old, "the old site changed:\n{}", run.said());
    assert_eq!(project.leftovers(), [""; 0], "{}", run.said());
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let project = wide("old");
    let old = project.built();
    set(&project, "new");
    for blocks in [0, 1] {
        let run = project.limited(&format!("ulimit -f {blocks}"), &["build"]);
        fails_whole(&project, &old, &run);
        run.says("cannot write");
    }
    project.run(&["build"]).exit(0);
}

#[test]
fn a_failing_system_call_leaves_the_old_site() {
    let strace = Command::new("strace").arg("-V").output().is_ok_and(|o| o.status.success());
    if !strace {
        eprintln!("strace is not installed: system calls cannot be made to fail");
        return;
    }
    let project = wide("old");
    let old = project.built();
    set(&project, "new");
    let log = project.path("strace.log");
    for (call, error, times) in [
        ("write", "EIO", [10, 30, 60]),
        ("write", "ENOSPC", [8, 25, 50]),
        ("mkdir", "EROFS", [1, 2, 3]),
        ("renameat2", "EIO", [1, 1, 1]),
        ("fsync", "EIO", [1, 20, 60]),
    ] {
        for when in times {
            let inner = project.command(&["build", "--durable"]);
            let mut command = Command::new("strace");
            command.args(["-f", "-qq", "-o"]).arg(&log).args(["-e", &format!("trace={call}")]);
            command.args(["-e", &format!("inject={call}:error={error}:when={when}+")]);
            command.arg(inner.get_program()).args(inner.get_args()).env("RAYON_NUM_THREADS", "1");
            let run = run(&mut command);
            assert_ne!(run.output.status.code(), Some(0), "{call} {error} {when}: {}", run.said());
            assert!(tree(&project.path("public")) == old, "{call} {error} {when}");
            assert_eq!(project.leftovers(), [""; 0], "{call} {error} {when}: {}", run.said());
        }
    }
    project.run(&["build", "--durable"]).exit(0);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let project = Project::sound();
    // Read-only for everybody, also for the superuser.
    let run = project.run(&["build", "--out", "/proc/standings-site"]);
    run.exit(4).within(Duration::from_secs(20)).says("/proc");
    let run = project.run(&["build", "--out", "/proc/self/task/site"]);
    run.exit(4).within(Duration::from_secs(20)).says("/proc");
}

#[test]
fn folders_that_are_not_ours_are_refused_before_the_first_write() {
    let project = Project::sound();
    project.write("elsewhere/mine.txt", "x");
    project.write("linked/index.html", "x").write("linked/.standings.json", "{}");
    symlink(project.path("linked"), project.path("link")).unwrap();
    fs::create_dir_all(project.path("home/me")).unwrap();
    project.built();
    fs::create_dir(project.path("public/.git")).unwrap();
    let before = tree(project.root());
    for out in [
        "/",
        "..",
        ".",
        "elsewhere",
        "content",
        "content/x",
        "data/x",
        "static",
        "themes/a",
        ".cache/x",
        "link",
        "site.yaml",
        "public",
    ] {
        let out = if out.starts_with('/') { out.into() } else { project.path(out) };
        let run = project.run(&["build", "--out", out.to_str().unwrap()]);
        run.exit(2);
        assert!(run.said().contains("error"), "{}", out.display());
        assert!(tree(project.root()) == before, "{} was written to", out.display());
    }
    for home in ["home/me", "home"] {
        let out = project.path(home);
        let mut command = project.command(&["build", "--out", out.to_str().unwrap()]);
        run(command.env("HOME", project.path("home/me"))).exit(2).says("home folder");
    }
    let parent = project.root().parent().unwrap();
    project.run(&["build", "--out", parent.to_str().unwrap()]).exit(2);
}

#[test]
fn what_a_killed_build_left_is_removed_and_a_cut_exchange_mended() {
    let project = Project::sound();
    let site = project.built();
    project.write(".public.standings-stage/half/page.html", "half");
    fs::rename(project.path("public"), project.path(".public.standings-old")).unwrap();
    assert!(project.built() == site);
    assert_eq!(project.leftovers(), [""; 0]);
    // A lock of a process that is gone.
    project.write(".cache/lock", "999999");
    assert!(project.built() == site);
}

#[test]
fn a_second_build_waits_and_says_for_whom() {
    let project = Project::sound();
    project.built();
    let lock = fs::File::options().write(true).open(project.path(".cache/lock")).unwrap();
    fs::write(project.path(".cache/lock"), "4711").unwrap();
    lock.lock().unwrap();
    let mut child = project.command(&["build"]).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let (send, heard) = std::sync::mpsc::channel();
    let listener = std::thread::spawn(move || {
        for line in
            lines.by_ref().map_while(Result::ok).filter(|line| line.contains("waiting for another build"))
        {
            let _ = send.send(line);
        }
    });
    let said = heard.recv_timeout(Duration::from_secs(120)).expect("the second build says that it waits");
    assert!(said.contains("4711"), "{said}");
    assert!(child.try_wait().unwrap().is_none(), "it did not wait");
    drop(lock);
    assert!(child.wait().unwrap().success());
    listener.join().unwrap();
}

#[test]
fn two_sites_into_one_folder_never_mix() {
    let (one, two) = (wide("one"), wide("two"));
    let shared = tempfile::tempdir().unwrap();
    let out = shared.path().join("site");
    let build = |project: &Project| {
        project.command(&["build", "--quiet", "--out", out.to_str().unwrap()]).spawn().unwrap()
    };
    let (one_site, two_site) = (one.built(), two.built());
    for _ in 0..4 {
        let mut children: Vec<_> = [&one, &two, &one, &two].map(build).into_iter().collect();
        for child in &mut children {
            assert!(child.wait().unwrap().success());
        }
        let now = tree(&out);
        assert!(now == one_site || now == two_site, "two sites were mixed");
    }
    assert_eq!(fs::read_dir(shared.path()).unwrap().count(), 1, "something was left behind");
}

#[test]
fn no_temporary_folder_few_handles_and_little_memory() {
    let project = wide("old");
    let old = project.built();
    let mut command = project.command(&["build"]);
    run(command.env("TMPDIR", "/nonexistent")).exit(0);
    project.limited("ulimit -n 24", &["build"]).exit(0);
    assert!(tree(&project.path("public")) == old);
    set(&project, "new");
    for handles in [3, 4, 5] {
        let run = project.limited(&format!("ulimit -n {handles}"), &["build"]);
        let (now, fine) = (tree(&project.path("public")), run.output.status.success());
        assert!(!run.said().is_empty() && (fine || now == old), "{handles}: {}", run.said());
        assert_eq!(now.len(), old.len(), "{handles}: torn");
    }
    let old = tree(&project.path("public"));
    set(&project, "newer");
    let mut failed = 0;
    for kilobytes in [4_000, 8_000, 12_000, 16_000, 24_000] {
        let run = project.limited(&format!("ulimit -v {kilobytes}"), &["build"]);
        if run.output.status.success() {
            break;
        }
        failed += 1;
        assert!(!run.said().is_empty() || run.signal().is_some(), "{kilobytes}: silent");
        assert!(tree(&project.path("public")) == old, "{kilobytes}: torn");
    }
    assert!(failed > 0, "no limit was low enough");
}

#[test]
fn durable_builds_sync_every_file_before_the_exchange() {
    let strace = Command::new("strace").arg("-V").output().is_ok_and(|o| o.status.success());
    if !strace {
        eprintln!("strace is not installed: the order of system calls cannot be seen");
        return;
    }
    let project = wide("old");
    project.built();
    set(&project, "new");
    let log = project.path("strace.log");
    let inner = project.command(&["build", "--durable"]);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o"]).arg(&log).args(["-e", "trace=fsync,renameat2"]);
    run(command.arg(inner.get_program()).args(inner.get_args())).exit(0);
    let log = fs::read_to_string(log).unwrap();
    let (before, after) = log.split_once("renameat2").expect("the folders change places in one call");
    assert!(before.matches("fsync(").count() >= FILES, "{} files synced", before.matches("fsync(").count());
    assert!(after.contains("fsync("), "the folder's names are synced");
}

#[test]
fn the_umask_the_clock_and_the_order_on_disk_do_not_show() {
    let project = wide("old");
    let first = project.built();
    fs::remove_dir_all(project.path("public")).unwrap();
    let copy = wide("x");
    fs::remove_dir_all(copy.path("static")).unwrap();
    for i in (0..FILES).rev() {
        copy.write(&format!("static/f/{i}.txt"), format!("old {i} ").repeat(200));
    }
    fs::copy(project.path("site.yaml"), copy.path("site.yaml")).unwrap();
    copy.limited("umask 077; export TZ=Asia/Tokyo LC_ALL=ar_EG.UTF-8", &["build"]).exit(0);
    assert!(tree(&copy.path("public")) == first);
}

#[test]
fn nothing_of_the_machine_stands_in_the_site() {
    let project = Project::sound();
    project.issue("{{ table(board=\"use\") }}");
    let site = crate::project::text_of(&project.built());
    let host = fs::read_to_string("/etc/hostname").unwrap_or_default();
    let own = [
        project.root().to_str().unwrap().to_string(),
        env!("CARGO_MANIFEST_DIR").to_string(),
        host.trim().to_string(),
    ];
    for word in own.iter().filter(|w| w.len() > 4) {
        assert!(!site.contains(word.as_str()), "`{word}` is published");
    }
    assert!(!site.contains("/.cargo/") && !site.contains("/home/"));
}
