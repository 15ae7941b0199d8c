//! Views of which a page may have thousands: what no template within reach names is neither worded nor handed over.

macro_rules! sparse {
    ($(#[$what:meta])* $view:ident, $fields:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$what])*
        #[derive(Debug, Clone)]
        pub struct $view {
            $($(#[$doc])* pub $field: $type,)*
            /// The fields that are shown; the others are empty.
            pub shown: $fields,
        }

        /// Which of its fields are shown.
        #[derive(Debug, Clone, Copy)]
        pub struct $fields {
            $($(#[$doc])* pub $field: bool,)*
        }

        impl $fields {
            /// Those that a test picks by their names.
            pub fn of(shown: impl Fn(&str) -> bool) -> $fields {
                $fields { $($field: shown(stringify!($field)),)* }
            }

            fn count(self) -> usize {
                [$(self.$field),*].into_iter().filter(|shown| *shown).count()
            }
        }

        impl serde::Serialize for $view {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeStruct as _;
                let mut view = serializer.serialize_struct(stringify!($view), self.shown.count())?;
                $(if self.shown.$field {
                    view.serialize_field(stringify!($field), &self.$field)?;
                })*
                view.end()
            }
        }
    };
}

pub(super) use sparse;

/// What is worded, if it is shown; else its empty form.
pub fn worded<T: Default>(shown: bool, words: impl FnOnce() -> T) -> T {
    if shown { words() } else { T::default() }
}
