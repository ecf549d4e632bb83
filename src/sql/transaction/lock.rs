//! Locks on rows and on tables, and which go together (PostgreSQL's
//! documentation, "Explicit Locking", tables 13.2 and 13.3).

use sqlparser::ast;

/// How a row is locked, from weak to strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    KeyShare,
    Share,
    NoKeyUpdate,
    Update,
}

impl Strength {
    /// Whether two transactions can't both hold these locks on a row.
    pub fn conflicts(self, other: Self) -> bool {
        let (weak, strong) = if self < other {
            (self, other)
        } else {
            (other, self)
        };
        match weak {
            Self::KeyShare => strong == Self::Update,
            Self::Share => strong >= Self::NoKeyUpdate,
            Self::NoKeyUpdate | Self::Update => true,
        }
    }

    /// The clause that asks for it.
    pub fn clause(self) -> &'static str {
        match self {
            Self::KeyShare => "FOR KEY SHARE",
            Self::Share => "FOR SHARE",
            Self::NoKeyUpdate => "FOR NO KEY UPDATE",
            Self::Update => "FOR UPDATE",
        }
    }
}

/// What to do when a row is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Patience {
    Wait,
    /// Fail at once.
    NoWait,
    /// Pass the row over.
    Skip,
}

/// How a table is locked, from weak to strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mode {
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
}

impl Mode {
    /// The modes that another transaction can't hold beside this one, as
    /// bits.
    fn against(self) -> u8 {
        match self {
            Self::AccessShare => 0b1000_0000,
            Self::RowShare => 0b1100_0000,
            Self::RowExclusive => 0b1111_0000,
            Self::ShareUpdateExclusive => 0b1111_1000,
            Self::Share => 0b1110_1100,
            Self::ShareRowExclusive => 0b1111_1100,
            Self::Exclusive => 0b1111_1110,
            Self::AccessExclusive => 0b1111_1111,
        }
    }

    /// This mode as a bit.
    pub fn bit(self) -> u8 {
        1 << self as u8
    }

    /// Whether another transaction's modes, as bits, stand against this one.
    pub fn conflicts(self, held: u8) -> bool {
        self.against() & held != 0
    }

    /// As `pg_locks` and deadlock reports name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::AccessShare => "AccessShareLock",
            Self::RowShare => "RowShareLock",
            Self::RowExclusive => "RowExclusiveLock",
            Self::ShareUpdateExclusive => "ShareUpdateExclusiveLock",
            Self::Share => "ShareLock",
            Self::ShareRowExclusive => "ShareRowExclusiveLock",
            Self::Exclusive => "ExclusiveLock",
            Self::AccessExclusive => "AccessExclusiveLock",
        }
    }

    /// What LOCK TABLE asks for.
    pub fn asked(mode: Option<&ast::LockTableMode>) -> Self {
        match mode {
            Some(ast::LockTableMode::AccessShare) => Self::AccessShare,
            Some(ast::LockTableMode::RowShare) => Self::RowShare,
            Some(ast::LockTableMode::RowExclusive) => Self::RowExclusive,
            Some(ast::LockTableMode::ShareUpdateExclusive) => Self::ShareUpdateExclusive,
            Some(ast::LockTableMode::Share) => Self::Share,
            Some(ast::LockTableMode::ShareRowExclusive) => Self::ShareRowExclusive,
            Some(ast::LockTableMode::Exclusive) => Self::Exclusive,
            Some(ast::LockTableMode::AccessExclusive) | None => Self::AccessExclusive,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mode, Strength};

    #[test]
    fn key_share_goes_with_all_but_update() {
        use Strength::{KeyShare, NoKeyUpdate, Share, Update};
        assert!(!KeyShare.conflicts(NoKeyUpdate));
        assert!(KeyShare.conflicts(Update));
        assert!(!Share.conflicts(KeyShare));
        assert!(Share.conflicts(NoKeyUpdate));
        assert!(NoKeyUpdate.conflicts(NoKeyUpdate));
    }

    #[test]
    fn conflicts_of_tables_are_mutual() {
        use Mode::{
            AccessExclusive, AccessShare, Exclusive, RowExclusive, RowShare, Share,
            ShareRowExclusive, ShareUpdateExclusive,
        };
        let all = [
            AccessShare,
            RowShare,
            RowExclusive,
            ShareUpdateExclusive,
            Share,
            ShareRowExclusive,
            Exclusive,
            AccessExclusive,
        ];
        for a in all {
            for b in all {
                assert_eq!(a.conflicts(b.bit()), b.conflicts(a.bit()));
            }
        }
        assert!(!Share.conflicts(Share.bit()));
        assert!(!RowExclusive.conflicts(RowExclusive.bit()));
    }
}
