// Counts deadlines down by the server's clock, and reads what is live anew. Pages work without it.
const AGAIN = 10000;
let serverTime = Number(document.body.dataset.now);
let readAt = performance.now();
const fresh = document.getElementById("fresh");
const said = document.getElementById("said");

function now() {
  return serverTime + (performance.now() - readAt);
}

function left(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const pad = number => String(number).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (h > 0) return h + "h " + pad(m) + "m " + pad(s) + "s left";
  return m > 0 ? m + "m " + pad(s) + "s left" : s + "s left";
}

function tick() {
  for (const each of document.querySelectorAll(".left")) {
    const rest = Math.max(0, Number(each.dataset.end) - now());
    each.querySelector("time").textContent = rest > 0 ? left(rest) : "its time is over";
    each.querySelector("progress").value = rest;
    each.classList.toggle("short", rest < 60000);
  }
}

function states(root) {
  return new Map([...root.querySelectorAll("[data-lease]")].map(each => [each.dataset.lease, each.dataset.state]));
}

// Says what changed, and nothing of each second that passes.
function tell(before, after) {
  const news = [];
  for (const [lease, state] of before) {
    const is = after.get(lease);
    if (is === undefined) news.push("lease " + lease + " is not listed any more");
    else if (is !== state) news.push("lease " + lease + " is " + is);
  }
  for (const lease of after.keys()) if (!before.has(lease)) news.push("lease " + lease + " is new");
  if (news.length > 0) said.textContent = news.slice(0, 3).join("; ");
}

function isInUse(section) {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && section.contains(selection.anchorNode);
}

function replace(section, other) {
  const focused = section.contains(document.activeElement) ? document.activeElement : null;
  const open = [...section.querySelectorAll("details")].map(each => each.open);
  const scrolled = [...section.querySelectorAll(".wide")].map(each => each.scrollLeft);
  section.replaceChildren(...other.childNodes);
  section.querySelectorAll("details").forEach((each, i) => { each.open = open[i] === true; });
  section.querySelectorAll(".wide").forEach((each, i) => { each.scrollLeft = scrolled[i] || 0; });
  if (focused !== null) {
    const href = focused.getAttribute("href");
    const same = [...section.querySelectorAll("a, button, [tabindex]")].find(each =>
      focused.id !== "" ? each.id === focused.id
        : href !== null ? each.getAttribute("href") === href : each.className === focused.className);
    (same || document.getElementById("content")).focus({ preventScroll: true });
  }
}

async function read() {
  const live = [...document.querySelectorAll("section[data-live]")];
  if (live.length === 0 || document.hidden || live.some(isInUse)) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const before = states(document);
    const after = states(page);
    for (const section of live) {
      const other = page.getElementById(section.id);
      if (other !== null) replace(section, other);
    }
    serverTime = Number(page.body.dataset.now);
    readAt = performance.now();
    fresh.textContent = "What is live was read again at " + new Date(serverTime).toISOString().slice(11, 19) + "Z.";
    tell(before, after);
    tick();
  } catch (failure) {
    fresh.textContent = "It could not be read again: is curfew console still running?";
  }
}

tick();
setInterval(tick, 1000);
setInterval(read, AGAIN);
document.addEventListener("visibilitychange", read);
