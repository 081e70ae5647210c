//! HTTP requests that the crate writes but can't parse, and an answer that it parses but can't write.
//!
//! A user fills the fields of such a request in code, and so do the functions here: a structure of the same
//! fields takes the arguments out of the payload, and what it can't take, no program could have filled in
//! (`unsupported`). A session inside is parsed by the crate, or built like any other.

use async_openai::types::realtime::{
    ClientSecretExpiration, RealtimeCallCreateRequest, RealtimeCallReferRequest,
    RealtimeCallRejectRequest, RealtimeCreateClientSecretRequest,
    RealtimeCreateClientSecretResponse, RealtimeSessionConfiguration, Session,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::protocol::{parsed, written, Refusal};

/// A session inside is parsed or built.
type MakeSession = fn(&str) -> Result<Session, Refusal>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpiresAfter {
    #[serde(default, deserialize_with = "set")]
    anchor: Option<String>,
    seconds: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClientSecret {
    session: Box<RawValue>,
    #[serde(default, deserialize_with = "set")]
    expires_after: Option<ExpiresAfter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CreateCall {
    sdp: String,
    #[serde(default, deserialize_with = "set")]
    session: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferCall {
    target_uri: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RejectCall {
    #[serde(default, deserialize_with = "set")]
    status_code: Option<u16>,
}

/// A field of the answer that the crate gives its user.
#[derive(Serialize)]
struct ClientSecretCreated {
    value: String,
    expires_at: u64,
    session: Session,
}

pub fn expires_after(wire: &str) -> Result<String, Refusal> {
    written(&expiration(arguments(wire)?))
}

pub fn create_client_secret(wire: &str, make: MakeSession) -> Result<String, Refusal> {
    let ClientSecret {
        session,
        expires_after,
    } = arguments(wire)?;
    written(&RealtimeCreateClientSecretRequest {
        session: make(session.get())?,
        expires_after: expires_after.map(expiration),
    })
}

pub fn client_secret_created(wire: &str) -> Result<String, Refusal> {
    let RealtimeCreateClientSecretResponse {
        value,
        expires_at,
        session,
    } = parsed(wire)?;
    written(&ClientSecretCreated {
        value,
        expires_at,
        session,
    })
}

/// The crate sends a form with `sdp` and, written by serde_json, `session`: the members of this text.
pub fn create_call(wire: &str, make: MakeSession) -> Result<String, Refusal> {
    let CreateCall { sdp, session } = arguments(wire)?;
    let session = session
        .map(|text| configuration(make(text.get())?))
        .transpose()?;
    written(&RealtimeCallCreateRequest { sdp, session })
}

pub fn refer_call(wire: &str) -> Result<String, Refusal> {
    let ReferCall { target_uri } = arguments(wire)?;
    written(&RealtimeCallReferRequest { target_uri })
}

pub fn reject_call(wire: &str) -> Result<String, Refusal> {
    let RejectCall { status_code } = arguments(wire)?;
    written(&RealtimeCallRejectRequest { status_code })
}

fn expiration(given: ExpiresAfter) -> ClientSecretExpiration {
    ClientSecretExpiration {
        anchor: given.anchor,
        seconds: given.seconds,
    }
}

fn configuration(session: Session) -> Result<RealtimeSessionConfiguration, Refusal> {
    match session {
        Session::RealtimeSession(session) => Ok(RealtimeSessionConfiguration::Realtime(*session)),
        Session::RealtimeTranscriptionSession(_) => Err(Refusal::Unsupported(
            "a call has no transcription session in this crate".into(),
        )),
    }
}

fn arguments<T: DeserializeOwned>(wire: &str) -> Result<T, Refusal> {
    serde_json::from_str(wire)
        .map_err(|error| Refusal::Unsupported(format!("no field can hold this: {error}")))
}

/// A field that was set: null is no value of it, and leaving it out is not setting it.
fn set<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
