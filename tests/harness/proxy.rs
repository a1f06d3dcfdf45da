//! A TCP proxy between a node and its database that can be cut, or go silent as a broken network does.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Up,
    /// Connections are accepted and held, and nothing passes.
    Silent,
    /// Connections are broken, and new ones too.
    Cut,
}

pub struct Proxy {
    pub address: SocketAddr,
    link: watch::Sender<Link>,
}

impl Proxy {
    pub async fn to(database: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (link, state) = watch::channel(Link::Up);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(carry(client, database, state.clone()));
            }
        });
        Ok(Self { address, link })
    }

    pub fn set(&self, link: Link) {
        self.link.send_replace(link);
    }
}

async fn carry(client: TcpStream, database: SocketAddr, link: watch::Receiver<Link>) -> io::Result<()> {
    let mut broken = link.clone();
    if *link.borrow() == Link::Cut {
        return Ok(());
    }
    let server = TcpStream::connect(database).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (client_read, client_write) = client.into_split();
    let (server_read, server_write) = server.into_split();
    tokio::select! {
        _ = pass(client_read, server_write, link.clone()) => {}
        _ = pass(server_read, client_write, link) => {}
        _ = broken.wait_for(|link| *link == Link::Cut) => {}
    }
    Ok(())
}

async fn pass(
    mut from: impl AsyncReadExt + Unpin,
    mut to: impl AsyncWriteExt + Unpin,
    mut link: watch::Receiver<Link>,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let read = from.read(&mut buffer).await?;
        if link.wait_for(|link| *link != Link::Silent).await.is_err() || read == 0 {
            return Ok(());
        }
        to.write_all(&buffer[..read]).await?;
    }
}
