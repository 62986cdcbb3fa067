// What the chat page needs of its own: links into this Discord stay here, and an action that failed says so.

const demo = document.querySelector("nav.demo");
const { home, person, place } = demo.dataset;
window.name = `rapport-${person}`;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const found = link?.href.match(/^https:\/\/(?:\w+\.)?discord\.com\/channels\/(?:@me|\d+)\/(\d+)/);
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  window.location.assign(`${home}/${person}/${found[1]}`);
}, true);

// Whoever says something wants to see what comes of it, wherever they had scrolled to. And as in Discord, Enter sends
// a picked command as it is: the list of what could be added to it is left alone unless somebody has gone into it.
const timeline = document.getElementById("channel-timeline");
let inList = false;
document.getElementById("channel-composer").addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") inList = true;
  if (event.key !== "Enter") return;
  timeline.scrollTop = timeline.scrollHeight;
  if (event.target.matches(".command-chip") && !inList) {
    event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  }
  inList = false;
}, true);

// Times that are told from now ("in 20 seconds") go on, as they do in Discord.
const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
const steps = [["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
setInterval(() => {
  for (const time of document.querySelectorAll("time.discord-timestamp")) {
    if (!/^(in \d|now$|this |yesterday|tomorrow|last |next )|ago$/.test(time.textContent)) continue;
    const seconds = Math.round((Date.parse(time.dateTime) - Date.now()) / 1000);
    const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
    time.textContent = relative.format(Math.round(seconds / size), unit);
  }
}, 1000);

// simcord's words for what went wrong, and ours. `again` offers to open this place anew.
const notices = new Map([
  ["Action was not completed.", { text: "Rapport did not answer. Please try again." }],
  ["Action outcome uncertain. It will not be retried.", { text: "That may not have arrived.", again: true }],
  ["Connection interrupted; trying again…", { text: "The demo does not answer. Is it still running?", again: true }],
  ["Preview session ended.", { text: "This page has ended.", again: true }],
  ["Preview session is unavailable. Reload the active Preview URL.", { text: "This page has ended.", again: true }],
]);
const notice = Object.assign(document.createElement("p"), { className: "demo-notice", hidden: true });
notice.setAttribute("role", "status");
document.body.append(notice);
const status = document.getElementById("action-status");
let shown = "";
new MutationObserver(() => {
  const words = status.textContent.trim();
  if (words === shown) return;
  shown = words;
  const found = notices.get(words);
  notice.hidden = !found;
  notice.replaceChildren(found?.text ?? "");
  if (!found?.again) return;
  const again = Object.assign(document.createElement("a"), { href: `${home}/${person}/${place}`, textContent: "Open it again" });
  notice.append(" ", again);
}).observe(status, { childList: true, characterData: true, subtree: true });
