//! The table of wire types: which type of the crate stands for each, and what is asked of it.

use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::build::{built, Build};
use crate::protocol::{again, Entry};

/// A type that travels both ways: parsed, built and written.
pub fn both<T: Build + DeserializeOwned + Serialize>(name: &'static str) -> Entry {
    Entry {
        name,
        calls: vec![
            ("roundtrip", again::<T>),
            ("write", built::<T>),
            ("read", again::<T>),
        ],
    }
}

/// A type that only a client sends.
pub fn sent<T: Build + DeserializeOwned + Serialize>(name: &'static str) -> Entry {
    Entry {
        name,
        calls: vec![("roundtrip", again::<T>), ("write", built::<T>)],
    }
}

/// A type that only a server sends.
pub fn received<T: DeserializeOwned + Serialize>(name: &'static str) -> Entry {
    Entry {
        name,
        calls: vec![("read", again::<T>)],
    }
}

/// Rows such as `both: A, B;` (the crate's own names) and `sent(Event): C, D;` (`Event` stands for these).
#[macro_export]
macro_rules! entries {
    ($($how:ident $(($type:ty))?: $($name:ident),+;)*) => { vec![
        $($crate::entry!($how $(($type))?: $($name),+)),*
    ].into_iter().flatten().collect::<Vec<_>>() };
}

#[macro_export]
macro_rules! entry {
    ($how:ident: $($name:ident),+) => { vec![$($how::<$name>(stringify!($name))),+] };
    ($how:ident ($type:ty): $($name:ident),+) => { vec![$($how::<$type>(stringify!($name))),+] };
}
