//! Building the client's values member by member, as a program does that writes struct literals.
//!
//! serde_json reads the payload into its own `Value`; the client parses nothing. What a literal has no place for,
//! and what it needs but was not given, is `unsupported`.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::protocol::{written, Refusal};

pub type Built<T> = Result<T, Refusal>;

/// A value of the client that can be made of a payload's value.
pub trait Build: Sized {
    fn build(given: &Value) -> Built<Self>;
}

/// Build the value and write it, with the call of the crate's users.
pub fn built<T: Build + Serialize>(wire: &str) -> Result<String, Refusal> {
    written(&value::<T>(wire)?)
}

pub fn value<T: Build>(wire: &str) -> Built<T> {
    let given = serde_json::from_str::<&RawValue>(wire).and_then(exact);
    T::build(&given.map_err(|error| cannot(error.to_string()))?)
}

/// The payload's value, with its numbers as Rust reads them: serde_json itself can miss the last digit of a float.
fn exact(raw: &RawValue) -> serde_json::Result<Value> {
    let text = raw.get();
    match text.as_bytes()[0] {
        b'{' => {
            let members: HashMap<String, &RawValue> = serde_json::from_str(text)?;
            let members = members
                .into_iter()
                .map(|(name, raw)| Ok((name, exact(raw)?)));
            Ok(Value::Object(members.collect::<serde_json::Result<_>>()?))
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            items.into_iter().map(exact).collect()
        }
        _ => Ok(match (serde_json::from_str(text)?, text.parse::<f64>()) {
            (Value::Number(number), Ok(float)) if number.is_f64() => Value::from(float),
            (value, _) => value,
        }),
    }
}

pub fn cannot(why: impl Into<String>) -> Refusal {
    Refusal::Unsupported(why.into())
}

pub fn cannot_be<T>(given: &Value) -> Refusal {
    cannot(format!("{} can't be {given}", name::<T>()))
}

fn name<T>() -> &'static str {
    let path = std::any::type_name::<T>();
    path.rsplit_once("::").map_or(path, |(_, name)| name)
}

/// The members of a payload's object, taken one by one.
pub struct Members {
    owner: &'static str,
    left: Map<String, Value>,
}

impl Members {
    pub fn of<T>(given: &Value) -> Built<Self> {
        match given {
            Value::Object(members) => Ok(Self {
                owner: name::<T>(),
                left: members.clone(),
            }),
            _ => Err(cannot_be::<T>(given)),
        }
    }

    /// A field without `Option`: a literal needs it.
    pub fn required<T: Build>(&mut self, name: &str) -> Built<T> {
        let owner = self.owner;
        self.left
            .remove(name)
            .map(|given| inside(name, T::build(&given)))
            .unwrap_or_else(|| Err(cannot(format!("{owner} needs the member named {name:?}"))))
    }

    /// A field whose `None` is left out: it has no way to say null.
    pub fn optional<T: Build>(&mut self, name: &str) -> Built<Option<T>> {
        match self.left.remove(name) {
            None => Ok(None),
            Some(Value::Null) => Err(cannot(format!(
                "{} has no null for the member named {name:?}",
                self.owner
            ))),
            Some(given) => inside(name, T::build(&given)).map(Some),
        }
    }

    /// A field whose `None` is written as null.
    #[allow(dead_code)]
    pub fn nullable<T: Build>(&mut self, name: &str) -> Built<Option<T>> {
        match self.left.get(name) {
            Some(Value::Null) => {
                self.left.remove(name);
                Ok(None)
            }
            _ => self.optional(name),
        }
    }

    /// A member with one of the words that an enum's variants stand for.
    pub fn word(&mut self, name: &str) -> Built<String> {
        self.required(name)
    }

    /// What is left is the value inside a variant.
    #[allow(dead_code)]
    pub fn rest<T: Build>(&mut self) -> Built<T> {
        T::build(&Value::Object(std::mem::take(&mut self.left)))
    }

    pub fn unknown(&self, name: &str, word: &str) -> Refusal {
        cannot(format!(
            "{} has no {word:?} for the member named {name:?}",
            self.owner
        ))
    }

    pub fn finish(self) -> Built<()> {
        match self.left.keys().next() {
            Some(name) => Err(cannot(format!(
                "{} has no member named {name:?}",
                self.owner
            ))),
            None => Ok(()),
        }
    }
}

fn inside<T>(name: &str, built: Built<T>) -> Built<T> {
    built.map_err(|refusal| match refusal {
        Refusal::Unsupported(why) => cannot(format!("member named {name:?}: {why}")),
        rejected => rejected,
    })
}

/// Structs, by a literal: `required`, `optional` or `nullable` says what the type of the field can say.
#[macro_export]
macro_rules! literals {
    ($($type:ty { $($field:ident: $how:ident),* $(,)? })*) => { $(
        $crate::objects! { $type, members => Self {
            $($field: members.$how(stringify!($field).trim_start_matches("r#"))?),*
        } }
    )* };
}

/// Whatever an object's members can make.
#[macro_export]
macro_rules! objects {
    ($($type:ty, $members:ident => $value:expr);* $(;)?) => { $(
        impl $crate::build::Build for $type {
            fn build(given: &serde_json::Value) -> $crate::build::Built<Self> {
                #[allow(unused_mut)]
                let mut $members = $crate::build::Members::of::<Self>(given)?;
                let value = $value;
                $members.finish()?;
                Ok(value)
            }
        }
    )* };
}

/// Enums whose variant a member names: `Variant { field: how }`, or `Variant(rest)` with a value of what is left.
#[macro_export]
macro_rules! tagged {
    ($($type:ty, $tag:literal { $($word:literal => $variant:ident $body:tt),* $(,)? })*) => {
        $crate::objects! { $($type, members => match members.word($tag)?.as_str() {
            $($word => $crate::variant!(members, $variant $body),)*
            word => return Err(members.unknown($tag, word)),
        });* }
    };
}

#[macro_export]
macro_rules! variant {
    ($members:ident, $variant:ident (rest)) => { Self::$variant($members.rest()?) };
    ($members:ident, $variant:ident { $($field:ident: $how:ident),* $(,)? }) => {
        Self::$variant { $($field: $members.$how(stringify!($field))?),* }
    };
}

/// Enums of words, and those that hold something else, too.
#[macro_export]
macro_rules! words {
    ($($type:ty { $($word:literal => $variant:ident),* $(,)? } $(else $given:ident => $other:expr;)?)*) => { $(
        impl $crate::build::Build for $type {
            fn build(given: &serde_json::Value) -> $crate::build::Built<Self> {
                match given.as_str() {
                    $(Some($word) => Ok(Self::$variant),)*
                    _ => {
                        $(let $given = given; return $other;)?
                        #[allow(unreachable_code)]
                        Err($crate::build::cannot_be::<Self>(given))
                    }
                }
            }
        }
    )* };
}

impl Build for Value {
    fn build(given: &Value) -> Built<Self> {
        Ok(given.clone())
    }
}

impl Build for String {
    fn build(given: &Value) -> Built<Self> {
        let text = given.as_str().ok_or_else(|| cannot_be::<Self>(given))?;
        Ok(text.to_owned())
    }
}

impl Build for bool {
    fn build(given: &Value) -> Built<Self> {
        given.as_bool().ok_or_else(|| cannot_be::<Self>(given))
    }
}

macro_rules! numbers {
    ($($integer:ty),*; $($float:ty),*) => {
        $(impl Build for $integer {
            /// 24000.0 is the number 24000.
            fn build(given: &Value) -> Built<Self> {
                let whole = given.as_i64().or_else(|| {
                    given.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < 9e15).map(|number| number as i64)
                });
                whole.and_then(|number| Self::try_from(number).ok()).ok_or_else(|| cannot_be::<Self>(given))
            }
        })*
        $(impl Build for $float {
            fn build(given: &Value) -> Built<Self> {
                given.as_f64().map(|number| number as Self).ok_or_else(|| cannot_be::<Self>(given))
            }
        })*
    };
}
numbers!(u16, u32, u64, i64; f32, f64);

impl<T: Build> Build for Box<T> {
    fn build(given: &Value) -> Built<Self> {
        T::build(given).map(Box::new)
    }
}

impl<T: Build> Build for Vec<T> {
    fn build(given: &Value) -> Built<Self> {
        let items = given.as_array().ok_or_else(|| cannot_be::<Self>(given))?;
        items.iter().map(T::build).collect()
    }
}

impl<T: Build> Build for HashMap<String, T> {
    fn build(given: &Value) -> Built<Self> {
        let members = given.as_object().ok_or_else(|| cannot_be::<Self>(given))?;
        members
            .iter()
            .map(|(name, given)| Ok((name.clone(), T::build(given)?)))
            .collect()
    }
}
