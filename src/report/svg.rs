//! Figures as SVG: elements with class names, so that a page and a file of its own can colour them differently.

use super::page::escape;

/// Colours of a figure that stands alone: the light theme on white.
const STANDALONE: &str = "text{font:13px system-ui,sans-serif;fill:#1c1f24}.ground{fill:#fff}.axis{stroke:#59616c;fill:none}\
.grid{stroke:#d9dde3;fill:none}.s0{stroke:#0b5cad;fill:none;stroke-width:2}.s1{stroke:#a8480a;fill:none;stroke-width:2;stroke-dasharray:6 4}\
.s2{stroke:#5b3a9e;fill:none;stroke-width:2;stroke-dasharray:2 3}.s3{stroke:#216b3a;fill:none;stroke-width:2;stroke-dasharray:9 3 2 3}\
.m0{fill:#0b5cad;stroke:#fff}.m1{fill:#fff;stroke:#a8480a;stroke-width:2}.c0{fill:#cfe2f5;stroke:#59616c}\
.c1{fill:#f6d9c4;stroke:#59616c}.c2{fill:#eef0f3;stroke:#59616c}";

/// A drawing of a fixed size with a title.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    /// The name of its file, without extension.
    pub(super) name: String,
    /// What it shows, for people who do not see it.
    pub(super) title: String,
    width: u32,
    height: u32,
    body: String,
}

impl Figure {
    /// An empty drawing.
    #[must_use]
    pub(super) fn new(name: &str, title: &str, width: u32, height: u32) -> Self {
        Self { name: name.to_owned(), title: title.to_owned(), width, height, body: String::new() }
    }

    /// A broken line through points.
    pub(super) fn line(&mut self, class: &str, points: &[(f64, f64)]) {
        self.body += &format!("<polyline class=\"{class}\" points=\"{}\"/>", list(points));
    }

    /// A filled polygon; `title` is shown when it is pointed at.
    pub(super) fn polygon(&mut self, class: &str, points: &[(f64, f64)], title: &str) {
        let (points, title) = (list(points), escape(title));
        self.body +=
            &format!("<polygon class=\"{class}\" points=\"{points}\"><title>{title}</title></polygon>");
    }

    /// A marker: a filled disc, or an open square where `class` is `m1`, so that shape tells what colour tells.
    pub(super) fn marker(&mut self, class: &str, (x, y): (f64, f64), title: &str) {
        let title = escape(title);
        let shape = if class == "m1" {
            format!("<rect class=\"m1\" x=\"{:.2}\" y=\"{:.2}\" width=\"9\" height=\"9\">", x - 4.5, y - 4.5)
        } else {
            format!("<circle class=\"{class}\" cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"5\">")
        };
        let end = if class == "m1" { "rect" } else { "circle" };
        self.body += &format!("{shape}<title>{title}</title></{end}>");
    }

    /// Text; `anchor` is `start`, `middle` or `end`.
    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: &str, text: &str) {
        let text = escape(text);
        self.body += &format!("<text x=\"{x:.2}\" y=\"{y:.2}\" text-anchor=\"{anchor}\">{text}</text>");
    }

    /// The drawing inside a page, coloured by the page.
    #[must_use]
    pub(super) fn inline(&self) -> String {
        let title = escape(&self.title);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{title}\" viewBox=\"0 0 {} {}\" \
             style=\"max-width:{}px;min-width:{}px\">\
             <title>{title}</title>{}</svg>",
            self.width,
            self.height,
            self.width + self.width / 10,
            self.width.min(480),
            self.body
        )
    }

    /// The drawing as a file of its own.
    #[must_use]
    pub(super) fn standalone(&self) -> String {
        let (title, width, height) = (escape(&self.title), self.width, self.height);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\"><title>{title}</title><style>{STANDALONE}</style>\
             <rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>{}</svg>\n",
            self.body
        )
    }
}

fn list(points: &[(f64, f64)]) -> String {
    points.iter().map(|(x, y)| format!("{x:.2},{y:.2}")).collect::<Vec<_>>().join(" ")
}
