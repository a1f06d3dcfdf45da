//! A disk that is full: nothing that was acknowledged is lost, what can be answered is, and the server says that it isn't
//! ready; all is well again once there is room. Needs the right to mount a small file system; elsewhere it says so.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use serde_json::json;

use super::{
    Site, on_sqlite,
    story::{Owner, models},
};

/// A file system of its own, of 48 MiB.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: &Path) -> Option<Self> {
        fs::create_dir(at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=48m", "tmpfs"]).arg(at).status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(at.to_owned()));
        }
        eprintln!("not tried: no file system can be mounted here");
        None
    }

    /// Leaves `room` bytes.
    fn fill(&self, room: u64) {
        let mut file = File::create(self.0.join("ballast")).unwrap();
        while file.write_all(&[7; 1 << 16]).is_ok() {}
        let length = file.metadata().unwrap().len();
        file.set_len(length.saturating_sub(room)).unwrap();
    }

    fn make_room(&self) {
        fs::remove_file(self.0.join("ballast")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[tokio::test]
async fn full_503_and_not_ready_and_all_is_well_once_there_is_room() {
    if !on_sqlite() {
        return;
    }
    let home = Site::new().await;
    let Some(disk) = Disk::mount(&home.folder().join("disk")) else { return };
    let site = Site::on(format!("sqlite://{}/almond.sqlite", disk.0.display())).await;
    let mut server = site.serve().await;
    let ada = Owner::new(&site, &server, "ada").await;
    let (id, key) = ada.mint(&server).await;
    server.get("/readyz", None).await.ok(200);

    disk.fill(0);
    let not_ready = server.get("/readyz", None).await;
    not_ready.refused(503, "UNAVAILABLE");
    server.get("/healthz", None).await.ok(200);
    let said = site.fail(&["health"], "").await;
    assert!(said.contains("the disk of ") && said.ends_with(" is full"), "{said}");
    // What is verified from memory goes on, and what would have to be written is refused.
    let began = Instant::now();
    let mut acknowledged = Vec::new();
    loop {
        models(&server, &key).await.ok(200);
        let minted = server.post("/api/v1/api-keys", Some(&ada.token), json!({ "name": "full" })).await;
        match minted.status.as_u16() {
            201 => acknowledged.push(super::story::text(&minted.ok(201)["key"])),
            503 => break,
            other => panic!("{other}: {}", minted.text),
        }
        assert!(began.elapsed() < Duration::from_secs(30), "the disk never fills");
    }
    // Restarted, it verifies as before, and isn't ready.
    server.child.kill().await.unwrap();
    let server = site.serve().await;
    models(&server, &key).await.ok(200);
    server.get("/readyz", None).await.refused(503, "UNAVAILABLE");

    disk.make_room();
    server.get("/readyz", None).await.ok(200);
    for key in acknowledged.iter().chain([&key]) {
        models(&server, key).await.ok(200);
    }
    ada.revoke(&server, &id).await;
    models(&server, &key).await.refused(401, "UNAUTHORIZED");
}
