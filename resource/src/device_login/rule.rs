//! Who may do what in a device login. The program has no credential, only its codes; the person has a session.

use identity::{
    policy::{Rule, StepUpNeed},
    principal::{Anyone, Session},
};
use kernel::{error::Code, limiter::Bucket};

pub struct StartDeviceLogin;

impl Rule for StartDeviceLogin {
    type Who = Anyone;
    const NAME: &'static str = "start_device_login";
    const BUCKET: Option<Bucket> = Some(Bucket::DeviceStart);
}

pub struct GetDeviceLogin;

impl Rule for GetDeviceLogin {
    type Who = Anyone;
    const NAME: &'static str = "get_device_login";
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

pub struct FindDeviceLogin;

impl Rule for FindDeviceLogin {
    type Who = Session;
    const NAME: &'static str = "find_device_login";
    const BUCKET: Option<Bucket> = Some(Bucket::UserCode);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

/// Gives a key away, so it needs what minting one needs; the typed code is counted besides.
pub struct ApproveDeviceLogin;

impl Rule for ApproveDeviceLogin {
    type Who = Session;
    const NAME: &'static str = "approve_device_login";
    const STEP_UP: StepUpNeed = StepUpNeed::Always;
    const BUCKET: Option<Bucket> = Some(Bucket::Mint);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

pub struct DenyDeviceLogin;

impl Rule for DenyDeviceLogin {
    type Who = Session;
    const NAME: &'static str = "deny_device_login";
    const BUCKET: Option<Bucket> = Some(Bucket::UserCode);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

/// Takes what an approval gave leave for; the device code says which.
pub struct ExchangeDeviceLogin;

impl Rule for ExchangeDeviceLogin {
    type Who = Anyone;
    const NAME: &'static str = "exchange_device_login";
    const ERRORS: &'static [Code] = &[Code::NotFound];
}
