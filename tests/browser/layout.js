// Measures an article's page for tests: what a reader sees of the notes, and what is wrong with it. Only names that
// the site's users rely on are used, but for the classes of kinds and the switches that choose them.

const NEAR = 60; // CSS pixels from a mark's first line to the note that is open

const isVisible = (element) =>
  element.getClientRects().length > 0 &&
  element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true, opacityProperty: true });

// Plain objects: in Firefox each look at the page's own ones takes long.
const plain = ({ left, right, top, bottom, width, height }) => ({ left, right, top, bottom, width, height });
const boxOf = (element) => plain(element.getBoundingClientRect());

const meet = (one, other) =>
  one.left < other.right - 0.5 &&
  other.left < one.right - 0.5 &&
  one.top < other.bottom - 0.5 &&
  other.top < one.bottom - 0.5;

const firstLine = (id) => {
  const mark = document.querySelector(`.mark[data-note="${id}"]`);
  return mark && isVisible(mark) ? plain(mark.getClientRects()[0]) : undefined;
};

const isBar = ({ top, width, height }) => top < 1 && width > innerWidth / 3 && height > 0 && height < 120;

/** Returns where the part of the window begins that no bar at its upper edge covers. */
const edge = () => {
  const bars = [...document.querySelectorAll(".reader > *, body > *")].filter(
    (part) => ["sticky", "fixed"].includes(getComputedStyle(part).position) && isBar(boxOf(part)),
  );
  return Math.max(0, ...bars.map((bar) => boxOf(bar).bottom));
};

function faultsOf(notes, lines, wide, linked) {
  const faults = [];
  const start = edge();
  const texts = [...document.querySelectorAll(".text .block, .reader h1, .preface, .folded > summary")]
    .filter(isVisible)
    .map((text) => [text.id || text.className || text.textContent.trim(), boxOf(text)]);
  const chosen = [...document.querySelectorAll("[data-kind][aria-pressed=true]")].map(
    (it) => it.dataset.kind,
  );
  const boxes = notes.map(boxOf);
  notes.forEach((note, at) => {
    const id = note.dataset.note;
    if (chosen.length && id !== linked && !chosen.some((kind) => note.classList.contains(`kind--${kind}`)))
      faults.push(`${id} is shown, though its kind is hidden`);
    if (boxes[at].left < -0.5 || boxes[at].right > innerWidth + 0.5) faults.push(`${id} leaves the window`);
    if (!wide) return;
    for (let other = at + 1; other < notes.length; other++)
      if (meet(boxes[at], boxes[other])) faults.push(`${id} overlaps ${notes[other].dataset.note}`);
    for (const [name, text] of texts) if (meet(boxes[at], text)) faults.push(`${id} covers ${name}`);
    const line = lines[at];
    const far = line && note.open && Math.abs(boxes[at].top - line.top);
    const tall = boxes[at].height > innerHeight - start;
    if (far > NEAR && !(tall && Math.abs(boxes[at].top - start) <= NEAR))
      faults.push(`${id} is open ${Math.round(boxes[at].top - line.top)} px below its mark`);
  });
  for (const mark of document.querySelectorAll(".mark")) {
    const number = document.getElementById(`ref_${mark.dataset.note}`);
    if (!isVisible(mark) || !number) continue;
    const underlined = getComputedStyle(mark).textDecorationLine.includes("underline");
    if (underlined !== isVisible(number))
      faults.push(
        `the mark of ${mark.dataset.note} ${underlined ? "has a line without a note" : "has no line"}`,
      );
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
  return [...new Set(faults)];
}

function measure(linked) {
  const notes = [...document.querySelectorAll(".note")].filter(isVisible);
  const wide = innerWidth >= 1060;
  const lines = notes.map((note) => firstLine(note.dataset.note));
  return {
    faults: faultsOf(notes, lines, wide, linked),
    shown: notes.map((note) => note.dataset.note),
    numbered: [...document.querySelectorAll("a[role=doc-noteref]")]
      .filter(isVisible)
      .map((it) => it.dataset.note),
    open: notes.filter((note) => note.open).map((note) => note.dataset.note),
    distances: notes.flatMap((note, at) =>
      !note.open && lines[at] ? [Math.round(Math.abs(boxOf(note).top - lines[at].top))] : [],
    ),
    focus: document.activeElement?.id ?? "",
    scrolled: scrollY,
    edge: edge(),
  };
}

/** Calls back with what is measured as soon as two frames in a row look alike, with all fonts loaded. */
// biome-ignore lint/correctness/noUnusedVariables: the tests add a call of it to this text
async function measureWhenStill(linked, done) {
  let before;
  for (;;) {
    await document.fonts.ready;
    await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    const now = JSON.stringify([...document.querySelectorAll(".note, .block")].map(boxOf));
    if (now === before) break;
    before = now;
  }
  done(measure(linked));
}
