//! Who may do what with files: every member, and a key of one with the scope.

use entity::Scope;
use identity::{policy::Rule, principal::Member};
use kernel::error::Code;

pub struct ListFiles;

impl Rule for ListFiles {
    type Who = Member;
    const NAME: &'static str = "list_files";
    const SCOPE: Option<Scope> = Some(Scope::FilesRead);
}

pub struct UploadFile;

impl Rule for UploadFile {
    type Who = Member;
    const NAME: &'static str = "upload_file";
    const SCOPE: Option<Scope> = Some(Scope::FilesWrite);
    const ERRORS: &'static [Code] = &[Code::Conflict];
}

pub struct GetFile;

impl Rule for GetFile {
    type Who = Member;
    const NAME: &'static str = "get_file";
    const SCOPE: Option<Scope> = Some(Scope::FilesRead);
}

pub struct DownloadFile;

impl Rule for DownloadFile {
    type Who = Member;
    const NAME: &'static str = "download_file";
    const SCOPE: Option<Scope> = Some(Scope::FilesRead);
    const ERRORS: &'static [Code] = &[Code::RangeNotSatisfiable];
}

pub struct UpdateFile;

impl Rule for UpdateFile {
    type Who = Member;
    const NAME: &'static str = "update_file";
    const SCOPE: Option<Scope> = Some(Scope::FilesWrite);
}

pub struct DeleteFile;

impl Rule for DeleteFile {
    type Who = Member;
    const NAME: &'static str = "delete_file";
    const SCOPE: Option<Scope> = Some(Scope::FilesWrite);
}
