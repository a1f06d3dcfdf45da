//! `/files`.

use entity::FileId;
use identity::policy::Caller;
use kernel::{
    error::Result,
    inbound::JsonBody,
    request::header::OneHeader,
    wire::{
        Deleted, List, PageIn, Reply, Section, Text,
        page::{Cursor, Limit},
        reply::Created,
        search::Search,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Header, Path, Query},
};

use super::{
    content::Content,
    download::{Conditions, download},
    incoming::Incoming,
    rule::{DeleteFile, DownloadFile, GetFile, ListFiles, UpdateFile, UploadFile},
    service,
    upload::{Digests, upload},
    wire::{FileName, FileOut, UpdateFileIn},
};

/// The section of the document.
const SECTION: Section = Section { name: "Files", about: "The org's files." };

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/files", tag = "SECTION")]
impl Api {
    /// List the org's files, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_files(
        &self,
        caller: Caller<ListFiles>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<FileId>>>>,
        /// Only those with this in their name, in either case.
        q: Query<Option<Text<Search>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<FileOut>>> {
        let page = PageIn::new(limit.0, cursor.0).counting(total.0).searching(q.0);
        Ok(Reply::new(service::list(&caller.tenant(), &page).await?))
    }

    /// Upload a file.
    ///
    /// The body is the file, and its `Content-Type` the file's. 409 when the org has no room for it. An upload that
    /// fails or breaks off leaves nothing.
    #[oai(path = "/", method = "post")]
    async fn upload_file(
        &self,
        caller: Caller<UploadFile>,
        /// What to call the file.
        name: Query<Text<FileName>>,
        /// `sha-256=:…:` (RFC 9530): refuses what is not the same.
        #[oai(name = "Content-Digest")]
        content: OneHeader<Option<String>>,
        /// As `Content-Digest`.
        #[oai(name = "Repr-Digest")]
        repr: OneHeader<Option<String>>,
        body: Incoming,
    ) -> Result<Created<FileOut>> {
        let digests = Digests { content: content.0, repr: repr.0 };
        Ok(Created::new(upload(&caller.tenant(), name.0.0, digests, body).await?))
    }

    /// Look at a file, without its content.
    #[oai(path = "/:id", method = "get")]
    async fn get_file(
        &self,
        caller: Caller<GetFile>,
        /// The file's id.
        id: Path<Text<FileId>>,
    ) -> Result<Reply<FileOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), id.0.0).await?.into()))
    }

    /// Download a file's content.
    ///
    /// All of it or one range of bytes; of several ranges, all of it.
    #[oai(path = "/:id/content", method = "get")]
    async fn download_file(
        &self,
        caller: Caller<DownloadFile>,
        /// The file's id.
        id: Path<Text<FileId>>,
        /// `bytes=first-last`, `bytes=first-` or `bytes=-length`.
        #[oai(name = "Range")]
        range: OneHeader<Option<String>>,
        /// The `ETag` of what the client has a part of; the whole comes if the file is another.
        #[oai(name = "If-Range")]
        if_range: OneHeader<Option<String>>,
        /// The `ETag` of what the client has; 304 if it is the file.
        #[oai(name = "If-None-Match")]
        if_none_match: Header<Option<String>>,
    ) -> Result<Content> {
        let tenant = caller.tenant();
        let conditions = Conditions { range: range.0, if_range: if_range.0, if_none_match: if_none_match.0 };
        download(&tenant, service::get(&tenant, id.0.0).await?, conditions).await
    }

    /// Give a file another name.
    #[oai(path = "/:id", method = "patch")]
    async fn update_file(
        &self,
        caller: Caller<UpdateFile>,
        /// The file's id.
        id: Path<Text<FileId>>,
        body: JsonBody<UpdateFileIn>,
    ) -> Result<Reply<FileOut>> {
        Ok(Reply::new(service::rename(&caller.tenant(), id.0.0, body.0.name.0).await?))
    }

    /// Delete a file.
    #[oai(path = "/:id", method = "delete")]
    async fn delete_file(
        &self,
        caller: Caller<DeleteFile>,
        /// The file's id.
        id: Path<Text<FileId>>,
    ) -> Result<Reply<Deleted>> {
        service::delete(&caller.tenant(), id.0.0).await?;
        Ok(Reply::deleted())
    }
}
