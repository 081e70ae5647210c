//! The driver protocol, version 1: one JSON object a line, each request answered once and in order.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Why the client gives no text.
pub enum Refusal {
    /// The client's own error.
    Rejected(String),
    /// The client's types have no place for this.
    Unsupported(String),
}

/// Takes JSON text, returns what the client makes of it.
pub type Call = fn(&str) -> Result<String, Refusal>;

/// A wire type, and the calls that answer the commands.
pub struct Entry {
    pub name: &'static str,
    pub calls: Vec<(&'static str, Call)>,
}

/// Parse and write again, with the calls of the crate's users.
pub fn again<T: DeserializeOwned + Serialize>(wire: &str) -> Result<String, Refusal> {
    written(&parsed::<T>(wire)?)
}

pub fn parsed<T: DeserializeOwned>(wire: &str) -> Result<T, Refusal> {
    serde_json::from_str(wire).map_err(rejected)
}

pub fn written<T: Serialize>(value: &T) -> Result<String, Refusal> {
    serde_json::to_string(value).map_err(rejected)
}

fn rejected(error: serde_json::Error) -> Refusal {
    Refusal::Rejected(error.to_string())
}

/// The version of a dependency that was built in, as Cargo.lock has it.
fn locked<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    Some(rest.split_once('"')?.0)
}

#[derive(Serialize)]
struct Card {
    name: &'static str,
    version: &'static str,
    language: &'static str,
    homepage: &'static str,
    dialect: &'static str,
    types: BTreeMap<&'static str, Vec<&'static str>>,
}

#[derive(Deserialize)]
struct Request {
    id: i64,
    cmd: String,
    #[serde(default)]
    protocol: i64,
    #[serde(default, rename = "type")]
    wire_type: String,
    #[serde(default)]
    wire: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: Option<i64>,
    #[serde(flatten)]
    body: Body<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case", untagged)]
enum Body<'a> {
    Hello { card: &'a Card },
    Wire { wire: String },
    Read { read: bool, wire: String },
    Rejected { rejected: String },
    Unsupported { unsupported: String },
    Error { error: String },
    Bye { bye: bool },
}

/// A whole driver: `name` is the crate, whose version stands in `lock`, the text of Cargo.lock.
pub fn run(
    name: &'static str,
    lock: &'static str,
    homepage: &'static str,
    entries: &[Entry],
) -> ExitCode {
    let commands = |entry: &Entry| entry.calls.iter().map(|call| call.0).collect();
    let card = Card {
        name,
        version: locked(lock, name).unwrap_or_default(),
        language: "rust",
        homepage,
        dialect: "ga",
        types: entries
            .iter()
            .map(|entry| (entry.name, commands(entry)))
            .collect(),
    };
    match serve(&card, entries) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{name}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Answer until `bye` or the end of stdin.
fn serve(card: &Card, entries: &[Entry]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let (id, body) = match serde_json::from_str::<Request>(&line) {
            Ok(request) => (Some(request.id), answer(&request, card, entries)),
            Err(error) => (
                None,
                Body::Error {
                    error: format!("not a request: {error}"),
                },
            ),
        };
        let is_last = matches!(body, Body::Bye { .. });
        serde_json::to_writer(&mut out, &Answer { id, body })?;
        out.write_all(b"\n")?;
        out.flush()?;
        if is_last {
            break;
        }
    }
    Ok(())
}

fn answer<'a>(request: &Request, card: &'a Card, entries: &[Entry]) -> Body<'a> {
    match request.cmd.as_str() {
        "hello" if request.protocol == 1 => Body::Hello { card },
        "hello" => Body::Error {
            error: format!("protocol {} is not supported; 1 is", request.protocol),
        },
        "roundtrip" | "read" | "write" => ask(request, entries),
        "send" => Body::Unsupported {
            unsupported: "the crate's types are asked, not a transport".into(),
        },
        "bye" => Body::Bye { bye: true },
        other => Body::Error {
            error: format!("there is no command {other:?}"),
        },
    }
}

fn ask(request: &Request, entries: &[Entry]) -> Body<'static> {
    let (cmd, name) = (request.cmd.as_str(), request.wire_type.as_str());
    let entry = entries.iter().find(|entry| entry.name == name);
    let call = entry.and_then(|entry| entry.calls.iter().find(|call| call.0 == cmd));
    let Some((_, call)) = call else {
        return Body::Unsupported {
            unsupported: format!("no {cmd} of {name}"),
        };
    };
    match call(&request.wire) {
        Ok(wire) if cmd == "read" => Body::Read { read: true, wire },
        Ok(wire) => Body::Wire { wire },
        Err(Refusal::Rejected(rejected)) => Body::Rejected { rejected },
        Err(Refusal::Unsupported(unsupported)) => Body::Unsupported { unsupported },
    }
}
