//! A TCP proxy between a node and its database that does what networks do to connections.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::sleep,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Up,
    /// Everything arrives so much later.
    Slow(Duration),
    /// Nothing arrives until the link is up again, then all of it: packets are lost, and sent anew.
    Silent,
    /// Connections are accepted and held, and what is sent on them is lost for good: they never work again.
    HalfOpen,
    /// Connections are broken, and new ones too.
    Cut,
}

pub struct Proxy {
    pub address: SocketAddr,
    link: watch::Sender<Link>,
    database: watch::Sender<SocketAddr>,
}

impl Proxy {
    pub async fn to(database: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (link, state) = watch::channel(Link::Up);
        let (database, place) = watch::channel(database);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, *place.borrow(), state.clone()));
            }
        });
        Ok(Self { address, link, database })
    }

    pub fn set(&self, link: Link) {
        self.link.send_replace(link);
    }

    /// Where connections lead from now on.
    pub fn lead_to(&self, database: SocketAddr) {
        self.database.send_replace(database);
    }
}

async fn carry(client: TcpStream, database: SocketAddr, mut link: watch::Receiver<Link>) -> io::Result<()> {
    let now = *link.borrow();
    if now == Link::Cut {
        return Ok(());
    }
    client.set_nodelay(true)?;
    let (dead, is_dead) = watch::channel(now == Link::HalfOpen);
    let dead = Arc::new(dead);
    let (client_read, client_write) = client.into_split();
    if now == Link::HalfOpen {
        return pass(client_read, tokio::io::sink(), link, dead, is_dead).await;
    }
    let server = TcpStream::connect(database).await?;
    server.set_nodelay(true)?;
    let (server_read, server_write) = server.into_split();
    tokio::select! {
        _ = pass(client_read, server_write, link.clone(), Arc::clone(&dead), is_dead.clone()) => {}
        _ = pass(server_read, client_write, link.clone(), dead, is_dead) => {}
        _ = link.wait_for(|link| *link == Link::Cut) => {}
    }
    Ok(())
}

/// One direction of a connection, until it ends.
async fn pass(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    mut link: watch::Receiver<Link>,
    dead: Arc<watch::Sender<bool>>,
    is_dead: watch::Receiver<bool>,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let read = from.read(&mut buffer).await?;
        let Ok(now) = link.wait_for(|link| *link != Link::Silent).await.map(|link| *link) else { return Ok(()) };
        if read == 0 {
            return Ok(());
        }
        match now {
            Link::HalfOpen => _ = dead.send_replace(true),
            Link::Slow(by) => sleep(by).await,
            Link::Up | Link::Silent | Link::Cut => {}
        }
        if !*is_dead.borrow() {
            to.write_all(&buffer[..read]).await?;
        }
    }
}
