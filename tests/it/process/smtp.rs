//! A mail server that speaks just enough of RFC 5321 to take messages.

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::{Mutex, mpsc},
};

pub struct MailServer {
    pub address: String,
    messages: Mutex<mpsc::UnboundedReceiver<String>>,
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (sender, messages) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, sender.clone()));
            }
        });
        Self { address, messages: Mutex::new(messages) }
    }

    /// The link in the next message.
    pub async fn next_link(&self) -> String {
        let message = self.messages.lock().await.recv().await.unwrap();
        // Quoted-printable: a line may end in a soft break, and `=` is written `=3D`.
        let message = message.replace("=\n", "").replace("=3D", "=");
        let at = message.find("https://").unwrap();
        message[at..].split_whitespace().next().unwrap().to_owned()
    }
}

async fn converse(stream: TcpStream, messages: mpsc::UnboundedSender<String>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let (mut in_data, mut message) = (false, String::new());
    write.write_all(b"220 test\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        let begins_data = !in_data && line == "DATA";
        let answer = match (in_data, line.as_str()) {
            (true, ".") => {
                messages.send(std::mem::take(&mut message)).unwrap();
                "250 taken\r\n"
            }
            (true, _) => {
                message += &(line + "\n");
                continue;
            }
            (false, "DATA") => "354 go on\r\n",
            (false, "QUIT") => return,
            (false, line) if line.starts_with("EHLO") => "250-test\r\n250 AUTH PLAIN LOGIN\r\n",
            (false, line) if line.starts_with("AUTH") => "235 welcome\r\n",
            (false, _) => "250 fine\r\n",
        };
        in_data = begins_data;
        write.write_all(answer.as_bytes()).await.unwrap();
    }
}
