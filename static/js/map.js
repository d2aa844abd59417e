/* Draws what city/maps.py describes: a ground of our own, GeoJSON for the visible box, and markers for the keyboard. */
"use strict";

const cityMap = (() => {
  const PAD = 0.4; // of the view's size, loaded beyond its edges
  const WAIT_MS = 200;
  const NAMES_FROM_ZOOM = 11;
  const refreshers = [];

  function tiles(map, options) {
    const layer = L.tileLayer(options.url, { maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin" });
    layer.on("tileload", () => {
      map.getContainer().classList.add("map--tiled");
      map.getContainer().classList.remove("map--bare");
    });
    layer.addTo(map);
  }

  function start(map, options) {
    const holder = map.getContainer();
    const panel = holder.closest("#map-panel");
    holder.classList.add("map--on", "map--bare");
    const controls = addControls(map, options);
    const open = () => {
      map.invalidateSize();
      look(map, options.view);
      map.opened = true;
      options.layers.forEach((layer) => draw(map, layer, controls));
    };
    whenShown(panel, open, () => map.invalidateSize());
    nameParts(map, options.words);
  }

  function addControls(map, options) {
    L.control.zoom({ zoomInTitle: options.words.zoomIn, zoomOutTitle: options.words.zoomOut }).addTo(map);
    L.control.attribution({ prefix: false }).addAttribution(credit(options.credit)).addTo(map);
    const message = L.control({ position: "topright" });
    message.onAdd = () => {
      const element = L.DomUtil.create("p", "map__message");
      element.hidden = true;
      element.setAttribute("role", "status");
      message.say = (text) => { element.textContent = text; element.hidden = !text; };
      return element;
    };
    message.addTo(map);
    return { say: (text) => message.say(text), words: options.words };
  }

  /* OpenStreetMap asks for a link to its terms. */
  function credit(text) {
    const holder = document.createElement("span");
    holder.textContent = text;
    const link = '<a href="https://www.openstreetmap.org/copyright" rel="noopener">OpenStreetMap</a>';
    return holder.innerHTML.replace("OpenStreetMap", link);
  }

  function look(map, view) {
    if (view.box) map.fitBounds(view.box, { animate: false });
    else map.setView(view.centre, view.zoom, { animate: false });
  }

  /* On a telephone the list comes first; the map is drawn when its button is pressed. */
  function whenShown(panel, open, again) {
    const button = document.querySelector(".split__toggle");
    const narrow = window.matchMedia("(max-width: 47.49rem)");
    let opened = false;
    const show = (shown) => {
      panel.hidden = !shown;
      button.setAttribute("aria-expanded", String(shown));
      button.textContent = shown ? button.dataset.hide : button.dataset.show;
      if (!shown) return;
      if (opened) again(); else { opened = true; open(); }
    };
    if (!panel || !button) return open();
    button.hidden = false;
    button.addEventListener("click", () => {
      show(panel.hidden);
      if (!panel.hidden) panel.scrollIntoView({ block: "center" });
    });
    if ("later" in panel.dataset) return show(true); // its button has been pressed already
    narrow.addEventListener("change", () => show(!narrow.matches));
    show(!narrow.matches);
  }

  function draw(map, layer, controls) {
    if (layer.kind === "areas") drawAreas(map, layer, controls);
    else if (layer.kind === "lines") drawLines(map, layer, controls);
    else if (layer.kind === "ways") drawWays(map, layer, controls);
    else if (layer.kind === "shapes") drawShapes(map, layer, controls);
    else drawPoints(map, layer, controls);
  }

  async function load(address, controls, signal) {
    try {
      const answer = await fetch(address, { signal, headers: { Accept: "application/geo+json" } });
      if (!answer.ok) throw new Error(answer.status);
      return await answer.json();
    } catch (error) {
      if (error.name !== "AbortError") controls.say(controls.words.failed);
      return null;
    }
  }

  async function drawAreas(map, layer, controls) {
    const data = await load(layer.url, controls);
    if (!data) return;
    const areas = L.geoJSON(data, { interactive: false, style: { className: "map-district" }, attribution: null }).addTo(map);
    areas.bringToBack();
    const names = L.layerGroup();
    areas.eachLayer((area) => names.addLayer(nameOf(area)));
    const toggle = () => (map.getZoom() >= NAMES_FROM_ZOOM ? names.addTo(map) : names.remove());
    map.on("zoomend", toggle);
    toggle();
  }

  function nameOf(area) {
    const text = document.createElement("span");
    text.textContent = area.feature.properties.short;
    const place = area.getBounds().getCenter();
    return L.tooltip({ permanent: true, direction: "center", className: "map-name", interactive: false }).setLatLng(place).setContent(text);
  }

  async function drawLines(map, layer, controls) {
    const data = await load(layer.url, controls);
    if (!data) return;
    const style = (feature) => ({ color: feature.properties.colour, weight: 4, opacity: 0.9 });
    L.geoJSON(data, { interactive: false, style }).addTo(map);
  }

  /* Many lines, for the visible box and a little more, as fine as the zoom can show; again when either changes. */
  function drawWays(map, layer, controls) {
    const group = L.geoJSON(null, {
      style: (feature) => ({ color: feature.properties.colour, weight: 3, opacity: 0.7 }),
      onEachFeature: (feature, line) => line.bindPopup(() => popup(feature.properties, controls.words), { maxWidth: 280 }),
    }).addTo(map);
    follow(map, layer, controls, true, (data) => { group.clearLayers(); group.addData(data); });
  }

  /* Whatever a dataset holds, its names for the pointer: the table beside the map has them for everybody. */
  async function drawShapes(map, layer, controls) {
    const data = await load(layer.url, controls);
    if (!data) return;
    const look = { className: `map-shape map-shape--${layer.colour}` };
    const shapes = L.geoJSON(data, {
      style: look,
      pointToLayer: (feature, place) => L.circleMarker(place, { ...look, radius: 6 }),
      onEachFeature: (feature, shape) => { if (feature.properties.name) shape.bindTooltip(textOf(feature.properties.name)); },
    }).addTo(map);
    if (shapes.getBounds().isValid()) map.fitBounds(shapes.getBounds(), { animate: false, maxZoom: 15, padding: [16, 16] });
  }

  function textOf(text) {
    const element = document.createElement("span");
    element.textContent = text;
    return element;
  }

  /* Points come for the visible box and a little more, and again when the view leaves it. */
  function drawPoints(map, layer, controls) {
    const group = L.markerClusterGroup({
      showCoverageOnHover: false,
      maxClusterRadius: 24,
      disableClusteringAtZoom: 17,
      spiderfyOnMaxZoom: true,
      iconCreateFunction: (cluster) => clusterIcon(cluster, layer, controls.words),
    }).addTo(map);
    const areas = L.layerGroup().addTo(map);
    const marks = new Map();
    follow(map, layer, controls, layer.kind === "cells", (data) => replace(map, data, group, areas, marks, layer, controls.words));
    group.on("clusterkeypress", (event) => { if (event.originalEvent.key === "Enter") keepFocus(map, group, event.layer || event.propagatedFrom); });
    joinList(group, marks);
  }

  /* Ask for a layer again whenever the view leaves what is loaded, and for each zoom where that makes a difference. */
  function follow(map, layer, controls, byZoom, show) {
    let loaded = null;
    let running = null;
    let timer = null;
    const refresh = async () => {
      const view = map.getBounds();
      const zoom = map.getZoom();
      if (loaded && loaded.box.contains(view) && (!byZoom || loaded.zoom === zoom)) return;
      if (running) running.abort();
      running = new AbortController();
      const box = view.pad(PAD);
      const data = await load(withBox(layer.url, box, byZoom ? zoom : null), controls, running.signal);
      if (!data) return;
      loaded = data.truncated ? null : { box, zoom };
      controls.say(data.truncated ? controls.words.partial : "");
      show(data);
    };
    map.on("moveend", () => { clearTimeout(timer); timer = setTimeout(refresh, WAIT_MS); });
    refresh();
    refreshers.push(() => { loaded = null; refresh(); });
  }

  function withBox(address, box, zoom) {
    const url = new URL(address, window.location.href);
    const numbers = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    url.searchParams.set("bbox", numbers.map((number) => number.toFixed(5)).join(","));
    if (zoom !== null) url.searchParams.set("zoom", Math.round(zoom));
    return url;
  }

  function replace(map, data, group, areas, marks, layer, words) {
    const open = [...marks.values()].find((mark) => mark.isPopupOpen());
    const kept = open ? open.feature.properties.id : null;
    const points = data.features.filter((feature) => feature.geometry && feature.geometry.type === "Point");
    const next = points.filter((feature) => !feature.properties.count);
    const wanted = new Set(next.map((feature) => feature.properties.id));
    const same = new Set(next.filter((feature) => isSame(marks.get(feature.properties.id), feature)).map((feature) => feature.properties.id));
    marks.forEach((mark, id) => { if (!same.has(id) && (id !== kept || wanted.has(id))) { group.removeLayer(mark); marks.delete(id); } });
    const fresh = next.filter((feature) => !marks.has(feature.properties.id)).map((feature) => marker(feature, layer, words));
    fresh.forEach((mark) => marks.set(mark.feature.properties.id, mark));
    group.addLayers(fresh);
    areas.clearLayers();
    next.filter((feature) => feature.properties.radius_m).forEach((feature) => areas.addLayer(circle(feature)));
    points.filter((feature) => feature.properties.count).forEach((feature) => areas.addLayer(cell(map, group, feature, layer, words)));
  }

  /* So many places in one, gathered by the server; pressed, the map looks nearer. */
  function cell(map, group, feature, layer, words) {
    const [lon, lat] = feature.geometry.coordinates;
    const { count } = feature.properties;
    const icon = countIcon(count, layer, words);
    const mark = L.marker([lat, lon], { icon, keyboard: true, title: icon.options.label });
    mark.on("click", (event) => {
      if (document.activeElement === mark._icon) keepFocus(map, group, mark);
      L.DomEvent.stop(event);
      map.setView([lat, lon], map.getZoom() + 2);
    });
    return mark;
  }

  function isSame(mark, feature) {
    return mark && JSON.stringify(mark.feature) === JSON.stringify(feature);
  }

  function circle(feature) {
    const [lon, lat] = feature.geometry.coordinates;
    return L.circle([lat, lon], { radius: feature.properties.radius_m, className: "map-area", interactive: false });
  }

  const NamedIcon = L.DivIcon.extend({
    createIcon(old) {
      const element = L.DivIcon.prototype.createIcon.call(this, old);
      element.setAttribute("aria-label", this.options.label);
      return element;
    },
  });

  function marker(feature, layer, words) {
    const [lon, lat] = feature.geometry.coordinates;
    const { name, approximate, mark: state, symbol, text } = feature.properties;
    const about = (approximate ? " map-dot--about" : "") + (state ? ` map-dot--${state}` : "");
    const icon = new NamedIcon({ className: `map-dot map-dot--${layer.colour}${about}`, iconSize: [24, 24], label: approximate ? `${name} (${words.approximate})` : state ? `${name}, ${text}` : name, html: symbol || false });
    const mark = L.marker([lat, lon], { icon, title: name, keyboard: true, riseOnHover: true });
    mark.feature = feature;
    mark.bindPopup(() => popup(feature.properties, words), { maxWidth: 280, autoPanPadding: [20, 20] });
    return mark;
  }

  function popup(properties, words) {
    const box = document.createElement("div");
    const link = document.createElement("a");
    link.href = properties.url;
    link.textContent = properties.name;
    const lines = [properties.text, properties.approximate ? words.approximate : ""].filter(Boolean).map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    });
    const first = document.createElement("p");
    first.append(link);
    box.append(first, ...lines);
    return box;
  }

  function clusterIcon(cluster, layer, words) {
    return countIcon(cluster.getChildCount(), layer, words);
  }

  function countIcon(count, layer, words) {
    const size = count < 10 ? 28 : 34;
    const label = words.cluster.replace("{count}", count);
    return new NamedIcon({ html: String(count), className: `map-cluster map-cluster--${layer.colour}`, iconSize: [size, size], label });
  }

  /* The keyboard: into the popup when it opens, back to its marker with Escape. */
  function nameParts(map, words) {
    map.on("popupopen", (event) => {
      const element = event.popup.getElement();
      const close = element.querySelector(".leaflet-popup-close-button");
      if (close) { close.setAttribute("aria-label", words.close); close.title = words.close; }
      const link = element.querySelector("a[href]:not(.leaflet-popup-close-button)");
      if (link) link.focus({ preventScroll: true });
      element.onkeydown = (key) => { if (key.key === "Escape") { key.stopPropagation(); map.closePopup(event.popup); } };
    });
    map.on("popupclose", (event) => {
      const icon = event.popup._source && event.popup._source._icon;
      if (icon && event.popup.getElement().contains(document.activeElement)) icon.focus({ preventScroll: true });
    });
  }

  /* Enter on a cluster zooms in and takes its icon away: the focus goes to the nearest icon that came instead. */
  function keepFocus(map, group, cluster) {
    const place = cluster.getLatLng();
    const settle = () => setTimeout(() => {
      const icons = [...map.getPane("markerPane").querySelectorAll("[tabindex='0']")];
      const distance = (icon) => L.DomUtil.getPosition(icon).distanceTo(map.latLngToLayerPoint(place));
      icons.sort((a, b) => distance(a) - distance(b));
      if (icons.length) icons[0].focus({ preventScroll: true });
    }, 300);
    map.once("zoomend", settle);
    group.once("spiderfied", settle);
  }

  /* Hover or focus on one of map and list marks the other. */
  function joinList(group, marks) {
    const row = (id) => document.querySelector(`.split__list [data-id="${CSS.escape(id)}"]`);
    const iconOf = (id) => {
      const mark = marks.get(id);
      const shown = mark && (group.getVisibleParent(mark) || mark);
      return shown && shown._icon;
    };
    const list = document.querySelector(".split__list");
    const mark = (on) => (event) => {
      const item = event.target.closest && event.target.closest("[data-id]");
      const icon = item && iconOf(item.dataset.id);
      if (icon) icon.classList.toggle("is-marked", on);
    };
    if (!list) return;
    list.addEventListener("mouseover", mark(true));
    list.addEventListener("mouseout", mark(false));
    list.addEventListener("focusin", mark(true));
    list.addEventListener("focusout", mark(false));
    const back = (on) => (event) => {
      const item = event.layer.feature && row(event.layer.feature.properties.id);
      if (item) item.classList.toggle("is-marked", on);
    };
    group.on("mouseover", back(true));
    group.on("mouseout", back(false));
    group.on("popupopen", back(true));
    group.on("popupclose", back(false));
  }

  /* What is drawn is asked for anew: something has changed. */
  function refresh() {
    refreshers.forEach((each) => each());
  }

  return { tiles, start, refresh };
})();
