// Copying from an article takes the author's words alone, without numbers, notes and buttons between them.

const article = document.querySelector(".reader");

/** Gives those words of an element that a range holds, without the numbers of notes. */
function wordsIn(element, range) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let words = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!range.intersectsNode(node) || node.parentElement.closest(".ref")) continue;
    const end = node === range.endContainer ? range.endOffset : node.length;
    words += node.data.slice(node === range.startContainer ? range.startOffset : 0, end);
  }
  return words.trim() && words;
}

/** Tells whether a range begins and ends with words of the author's: a note, or a part of one, is copied as it is. */
function isOfText(range) {
  const isOurs = (node) => {
    let part = node.closest ? node : node.parentElement;
    if (part.closest(".block") || part.querySelector(".block")) return false;
    while (!part.parentElement.querySelector(".block")) part = part.parentElement;
    return wordsIn(part, range);
  };
  return (
    article.contains(range.commonAncestorContainer) &&
    !isOurs(range.startContainer) &&
    !isOurs(range.endContainer)
  );
}

document.addEventListener("copy", (event) => {
  const chosen = getSelection();
  const ranges = Array.from({ length: chosen.rangeCount }, (_, i) => chosen.getRangeAt(i));
  if (event.target.matches?.("input, textarea") || !ranges.every(isOfText)) return;
  const page = document.createElement("div");
  const parts = [];
  let group;
  let copied = "";
  for (const block of article.querySelectorAll(".block")) {
    const words = block.checkVisibility() && ranges.map((range) => wordsIn(block, range)).join("");
    if (!words) continue;
    const outer = block.closest("ul, .stanza, blockquote");
    const follows = outer && outer === group;
    if (outer && !follows) page.append(document.createElement(outer.localName));
    if (copied) copied += follows ? "\n" : "\n\n";
    copied += words;
    const part = document.createElement(outer?.matches("ul") ? "li" : block.localName);
    part.textContent = words;
    (outer ? page.lastChild : page).append(part);
    parts.push(part);
    group = outer;
  }
  if (!copied) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", copied);
  event.clipboardData.setData("text/html", parts[1] ? page.innerHTML : parts[0].innerHTML);
});
