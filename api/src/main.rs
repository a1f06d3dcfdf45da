//! The `almond` program; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    almond::cli::main()
}
