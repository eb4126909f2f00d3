// SPDX-License-Identifier: Apache-2.0
// From step to step: keys, buttons, and the address of the page, which is the one place that says where we are.
"use strict";

let current = main.events[0];

function neighbour(forward) {
  const stops = main.stops;
  return forward ? stops.find((stop) => stop.seq > current?.seq) : stops.findLast((stop) => stop.seq < current?.seq);
}

const stopOf = (event) => event && main.bySeq.get(event.stop);
const nextProblem = () => stopOf(main.events.find((event) => event.bad && event.n > current?.n) || main.events.find((event) => event.bad));

function show(event) {
  current = event;
  const parts = new Set(partsOf(event).map((part) => part.seq));
  for (const ladder of ladders) ladder.show(event.seq, horizonOf(event), parts);
  drawCard(event);
  drawTree(event);
  drawMatrix(event);
  drawAdversary(event);
  document.getElementById("place").textContent = `${event.n} of ${main.steps}`;
  document.getElementById("back").disabled = !neighbour(false);
  document.getElementById("next").disabled = !neighbour(true);
  const row = ladders[0].rowOf(event.seq);
  if (row) reveal(row);
}

function goTo(event) {
  if (event) location.hash = "#step=" + event.n;
}

function fromAddress() {
  const asked = /^#step=(\d+)$/.exec(location.hash);
  const event = asked ? main.stops[Number(asked[1]) - 1] : null;
  show(event || main.stops[0] || main.events[0]);
}

// What the scenario says of itself; what a lesson observed is opened by the reader, after a guess.
function drawStory(description) {
  const paragraphs = description.split(/\n\s*\n/).map((text) => text.trim().replace(/\s+/g, " ")).filter(Boolean);
  const isAnswer = (text) => text.startsWith("Observed:");
  const lines = paragraphs.map((text) => isAnswer(text)
    ? make("details", {}, make("summary", {}, "what is observed"), make("p", {}, text))
    : make("p", {}, text));
  document.getElementById("story").replaceChildren(...lines);
  document.getElementById("story").hidden = lines.length === 0;
}

function about() {
  const header = main.header;
  const verdict = header.complete ? header.verdict : header.verdict + " (interrupted)";
  const keys = header.revealed ? "key values are shown: " + header.plmn : "key values are hidden; equal fingerprints are equal keys";
  document.title = main.name + " – akmasim";
  document.getElementById("title").textContent = header.title || main.name;
  document.getElementById("about").textContent = `${main.name} · ${verdict} · seed ${header.seed} · ${main.steps} steps, ${main.events.length} events · ${keys}`;
  drawStory(header.description || "");
  document.getElementById("problem").disabled = !main.events.some((event) => event.bad);
  if (data.differs === undefined) return;
  const line = document.getElementById("differs");
  line.hidden = false;
  const { same, n, seq, field, key, keys: compared, after } = data.differs;
  const unknown = compared ? "" : "; keys cannot be compared: fingerprints say something within one recording alone";
  if (same) {
    line.textContent = `the same as ${other.name} beside it, event by event${unknown}`;
    return;
  }
  const material = compared ? ` (${key ? "key material" : "no key material"})` : "";
  line.append(`differs from ${other.name} beside it, first at `, make("a", { href: "#step=" + n }, "step " + n),
    `, ${field}${material}; ${after} events after it differ${unknown}`);
  for (const ladder of ladders) ladder.rowOf(seq)?.classList.add("parts");
}

const keysPressed = {
  ArrowRight: () => goTo(neighbour(true)), ArrowDown: () => goTo(neighbour(true)), n: () => goTo(neighbour(true)),
  ArrowLeft: () => goTo(neighbour(false)), ArrowUp: () => goTo(neighbour(false)), b: () => goTo(neighbour(false)),
  Home: () => goTo(main.stops[0]), End: () => goTo(main.stops.at(-1)), p: () => goTo(nextProblem()),
};

document.addEventListener("keydown", (pressed) => {
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey || pressed.target.tagName === "SELECT") return;
  const act = keysPressed[pressed.key];
  if (!act) return;
  pressed.preventDefault();
  act();
});
for (const [id, key] of [["first", "Home"], ["back", "ArrowLeft"], ["next", "ArrowRight"], ["last", "End"], ["problem", "p"]]) {
  document.getElementById(id).addEventListener("click", keysPressed[key]);
}
window.addEventListener("hashchange", fromAddress);

document.getElementById("ladders").append(...ladders.map((ladder) => ladder.element));
about();
if (current) fromAddress();
else document.getElementById("card").append(make("p", {}, "This recording holds no event."));
