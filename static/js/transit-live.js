/* Real time on pages of public transport: when the city tells that something new is known, the marked parts of the page are
   read anew, vehicles on the map are moved, and arrivals at the chosen stop are announced. */
"use strict";

(() => {
  const holder = document.querySelector("[data-transit-live]");
  if (!holder) return;
  const QUIET_MS = 60000; // without a word for so long, look whether what is shown has grown too old
  const WAIT_MS = 1100; // a web process looks once a second whether anything is new
  const SPREAD_MS = 1500; // not every reader in the same moment
  let asked = false;
  let timer = null;

  function put(fresh) {
    document.querySelectorAll("[data-live-part]").forEach((part) => {
      const anew = fresh.querySelector(`[data-live-part="${part.dataset.livePart}"]`);
      if (!anew || part.innerHTML === anew.innerHTML) return;
      const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      part.innerHTML = anew.innerHTML;
      if (focused) part.querySelector(`[href="${CSS.escape(focused)}"], [href="${focused}"]`)?.focus({ preventScroll: true });
    });
  }

  /* Arrivals are told once, politely, and only those that were not there before. */
  const told = new Set([...document.querySelectorAll("[data-arrival]")].map((each) => each.dataset.arrival));
  function announce() {
    const news = document.querySelector("[data-live-news]");
    const arrivals = [...document.querySelectorAll("[data-arrival]")];
    if (!news) return;
    const fresh = arrivals.filter((each) => !told.has(each.dataset.arrival));
    told.clear();
    arrivals.forEach((each) => told.add(each.dataset.arrival));
    if (fresh.length) news.textContent = fresh.map((each) => each.textContent).join(" ");
  }

  async function readAnew() {
    if (!document.querySelector("[data-live-part]")) return;
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    announce();
  }

  async function refresh() {
    if (asked || document.hidden) return;
    asked = true;
    clearTimeout(timer);
    await new Promise((done) => setTimeout(done, WAIT_MS + Math.random() * SPREAD_MS));
    asked = false;
    try {
      await Promise.all([readAnew(), moveVehicles()]);
    } catch (error) {
      console.warn("real time could not be read", error); // the next event or look tries again
    }
    timer = setTimeout(refresh, QUIET_MS);
  }

  /* Vehicles on the map. They are no stops of the keyboard: the list in words has them all. */
  const marks = new Map();
  let layer = null;

  function draw(feature) {
    const { id, text, colour, name } = feature.properties;
    const place = [feature.geometry.coordinates[1], feature.geometry.coordinates[0]];
    const known = marks.get(id);
    if (known) {
      known.setLatLng(place).setTooltipContent(label(name));
      return;
    }
    const element = document.createElement("span");
    element.textContent = text;
    element.className = "vehicle-mark__text";
    if (/^#[0-9a-f]{6}$/i.test(colour || "")) element.style.setProperty("border-color", colour);
    const icon = L.divIcon({ className: "vehicle-mark", html: element, iconSize: [0, 0] });
    const mark = L.marker(place, { icon, keyboard: false, zIndexOffset: 1000 }).bindTooltip(label(name)).addTo(layer);
    marks.set(id, mark);
  }

  function label(text) {
    const element = document.createElement("span");
    element.textContent = text;
    return element;
  }

  /* From afar a vehicle is a dot: numbers would lie over one another. */
  function open(map) {
    const look = () => map.getContainer().classList.toggle("map--afar", map.getZoom() < 14);
    map.on("zoomend", look);
    look();
    return L.layerGroup().addTo(map);
  }

  async function moveVehicles() {
    const map = window.city_map;
    if (!holder.dataset.vehicles || !map || !map.opened) return;
    const answer = await fetch(holder.dataset.vehicles, { headers: { Accept: "application/geo+json" } });
    if (!answer.ok) return;
    const { features } = await answer.json();
    layer = layer || open(map);
    features.forEach(draw);
    const here = new Set(features.map((feature) => feature.properties.id));
    [...marks].filter(([id]) => !here.has(id)).forEach(([id, mark]) => { mark.remove(); marks.delete(id); });
  }

  function whenMapOpens(tries = 60) {
    if (!holder.dataset.vehicles || tries === 0) return;
    if (window.city_map && window.city_map.opened) moveVehicles().catch(console.warn);
    else setTimeout(() => whenMapOpens(tries - 1), 500);
  }

  document.addEventListener("visibilitychange", refresh);
  window.live(holder.dataset.transitLive, { moved: refresh, reload: refresh });
  timer = setTimeout(refresh, QUIET_MS);
  whenMapOpens();
})();
