// SPDX-License-Identifier: Apache-2.0
// From step to step: keys, buttons, and the address of the page, which is the one place that says where we are.
"use strict";

let current = main.events[0];

// A state is no row: it belongs to its stop.
function eventAt(seq) {
  const event = main.bySeq.get(seq);
  if (!event) return null;
  return shownKinds.has(event.kind) ? event : main.bySeq.get(event.stop) || event;
}

function neighbour(forward) {
  const stops = main.stops;
  return forward ? stops.find((stop) => stop.seq > current?.seq) : stops.findLast((stop) => stop.seq < current?.seq);
}

const nextProblem = () => main.events.find((event) => event.bad && event.seq > current?.seq) || main.events.find((event) => event.bad);

function show(event) {
  current = event;
  const parts = new Set(partsOf(event).map((part) => part.seq));
  for (const ladder of ladders) ladder.show(event.seq, parts);
  drawCard(event);
  drawTree(event);
  drawMatrix(event);
  drawAdversary(event);
  document.getElementById("place").textContent = `${event.seq} of ${main.events.length}`;
  document.getElementById("back").disabled = !neighbour(false);
  document.getElementById("next").disabled = !neighbour(true);
  const row = ladders[0].rowOf(event.seq);
  if (row) reveal(row);
}

function goTo(event) {
  if (event) location.hash = "#step=" + event.seq;
}

function fromAddress() {
  const asked = /^#step=(\d+)$/.exec(location.hash);
  const event = asked ? eventAt(Number(asked[1])) : null;
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
  document.getElementById("about").textContent = `${main.name} · ${verdict} · seed ${header.seed} · ${main.events.length} events · ${keys}`;
  drawStory(header.description || "");
  document.getElementById("problem").disabled = !main.events.some((event) => event.bad);
  if (data.differs === undefined) return;
  const line = document.getElementById("differs");
  line.hidden = false;
  if (data.differs === null) {
    line.textContent = `the same as ${other.name} beside it, event by event`;
    return;
  }
  line.append(`differs from ${other.name} beside it, first at `, jump(data.differs.seq, "event " + data.differs.seq),
    `, ${data.differs.field} (${data.differs.key ? "key material" : "no key material"}); ${data.differs.after} events after it differ`);
  for (const ladder of ladders) ladder.rowOf(data.differs.seq)?.classList.add("parts");
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
