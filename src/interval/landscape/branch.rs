//! Labels of the tree and which of them may follow a branch.

/// Which signs of w occur among the neurons at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Orientation {
    /// Only w > 0.
    Rising,
    /// Only w < 0.
    Falling,
    /// Both.
    Both,
}

impl Orientation {
    /// All three, in the order of the tree.
    pub const ALL: [Self; 3] = [Self::Rising, Self::Falling, Self::Both];

    /// How the label is written.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Rising => "+",
            Self::Falling => "-",
            Self::Both => "+-",
        }
    }

    /// The least number of neurons that shows it.
    #[must_use]
    pub fn neurons(self) -> usize {
        if self == Self::Both { 2 } else { 1 }
    }

    /// Whether w > 0 occurs.
    #[must_use]
    pub fn rises(self) -> bool {
        self != Self::Falling
    }

    /// Whether w < 0 occurs.
    #[must_use]
    pub fn falls(self) -> bool {
        self != Self::Rising
    }
}

/// One step along a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Label {
    /// No neuron forces T = 0 (none of classes 11 to 14).
    Free,
    /// Some neuron forces T = 0.
    Bound,
    /// The flat type-2-active neurons strictly inside the current piece.
    Inside(Option<Orientation>),
    /// The last piece ends at T1.
    Close,
    /// The current piece ends at a kink.
    Kink(Orientation),
    /// Without kinks: every neuron is of classes 1 to 4.
    Harmless,
    /// Without kinks: the lowest class from 5 to 10 that occurs.
    Class(usize),
}

impl Label {
    /// How the label is written.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Free => "free".to_owned(),
            Self::Bound => "bound".to_owned(),
            Self::Inside(None) => "none".to_owned(),
            Self::Inside(Some(orientation)) | Self::Kink(orientation) => orientation.text().to_owned(),
            Self::Close => "close".to_owned(),
            Self::Harmless => "harmless".to_owned(),
            Self::Class(class) => format!("class-{class}"),
        }
    }

    /// The least number of neurons that the label stands for.
    #[must_use]
    pub fn neurons(self) -> usize {
        match self {
            Self::Free | Self::Inside(None) | Self::Close | Self::Harmless => 0,
            Self::Bound | Self::Class(_) => 1,
            Self::Inside(Some(orientation)) | Self::Kink(orientation) => orientation.neurons(),
        }
    }
}

/// The text of a branch: its labels, separated by single spaces.
#[must_use]
pub fn text(branch: &[Label]) -> String {
    itertools::Itertools::join(&mut branch.iter().map(|label| label.text()), " ")
}

/// The branch with this text; `None` for any other text.
#[must_use]
pub fn parse(text: &str) -> Option<Vec<Label>> {
    let mut branch = Vec::new();
    for word in text.split(' ') {
        // Labels that may follow one branch have different texts.
        let label = extensions(&branch).into_iter().find(|label| label.text() == word)?;
        branch.push(label);
    }
    Some(branch)
}

/// The labels that may follow, in order, whatever the number of neurons.
#[must_use]
pub fn extensions(branch: &[Label]) -> Vec<Label> {
    let Some(last) = branch.last() else { return vec![Label::Free, Label::Bound] };
    match last {
        Label::Free | Label::Bound | Label::Kink(_) => std::iter::once(Label::Inside(None))
            .chain(Orientation::ALL.map(|orientation| Label::Inside(Some(orientation))))
            .collect(),
        Label::Inside(_) => std::iter::once(Label::Close).chain(Orientation::ALL.map(Label::Kink)).collect(),
        Label::Close if *branch == [Label::Free, Label::Inside(None), Label::Close] => {
            std::iter::once(Label::Harmless).chain((5..=10).map(Label::Class)).collect()
        }
        Label::Close | Label::Harmless | Label::Class(_) => Vec::new(),
    }
}
