use super::{Error, Language};
use crate::value::Money;

/// Why something cannot be done at a drawer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DrawerRefusal {
    /// There is no open shift at this device.
    NoOpenShift {
        /// The device.
        device: String,
    },
    /// The shift is another device's.
    ShiftElsewhere {
        /// Its number.
        shift: String,
        /// The device.
        device: String,
    },
    /// More cash is to be taken out than is there by the books. How much that is stays unsaid: whoever counts it later must
    /// not know.
    Short {
        /// What was asked for.
        asked: Money,
    },
    /// Nobody counted the cash since it last came or went.
    NotCounted {
        /// The number of the shift.
        shift: String,
    },
    /// There is more or less than there must be, and nobody said why or approved it. By how much stays unsaid: a count is a
    /// count, not a guess.
    Differs {
        /// How much it may differ without.
        tolerance: Money,
    },
}

impl From<DrawerRefusal> for Error {
    fn from(refusal: DrawerRefusal) -> Self {
        Self::Drawer(refusal)
    }
}

impl DrawerRefusal {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::NoOpenShift { .. } => "no_open_shift",
            Self::ShiftElsewhere { .. } => "shift_elsewhere",
            Self::Short { .. } => "drawer_short",
            Self::NotCounted { .. } => "not_counted",
            Self::Differs { .. } => "cash_differs",
        }
    }

    pub(super) fn text(&self, language: Language) -> String {
        match language {
            Language::English => self.english(),
            Language::Chinese => self.chinese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NoOpenShift { device } => format!("no shift is open at {device}; open one first"),
            Self::ShiftElsewhere { shift, device } => format!("shift {shift} is kept at {device}; do this there"),
            Self::Short { asked } => {
                format!(
                    "there is no {asked} (minor units) in the drawer by the books; take less, or record what was put in"
                )
            }
            Self::NotCounted { shift } => {
                format!("nobody counted the drawer of shift {shift} since cash last came or went; count it first")
            }
            Self::Differs { tolerance } => {
                let remedy = "count again, or say why and have it approved by somebody else";
                format!("the cash differs by more than {tolerance} (minor units) from what must be there; {remedy}")
            }
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::NoOpenShift { device } => format!("{device} 还没有开班；请先开班"),
            Self::ShiftElsewhere { shift, device } => format!("班次 {shift} 属于 {device}；请在该设备上操作"),
            Self::Short { asked } => format!("账面上钱箱里没有 {asked}（最小货币单位）；请少取一些，或先登记存入"),
            Self::NotCounted { shift } => format!("班次 {shift} 最近一次现金收支之后还没有点钞；请先点钞"),
            Self::Differs { tolerance } => {
                format!("现金与账面相差超过 {tolerance}（最小货币单位）；请重新点钞，或说明原因并由他人批准")
            }
        }
    }
}
