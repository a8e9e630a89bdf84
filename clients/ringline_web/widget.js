(function() {
	// src/widget/luminance.ts
	/** Black has more contrast on it than white (WCAG's relative luminance). */
	function isLight(colour) {
		const [r, g, b] = [
			0,
			2,
			4
		].map((at) => {
			const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
			return part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
		});
		return .2126 * r + .7152 * g + .0722 * b > .179;
	}
	// src/widget/embed.ts
	/**
	* For any site: <script src="https://ringline.example.com/widget.js" data-queue="que_…" async><\/script>
	*
	* Makes a button and, when it is pressed, a frame with the widget of the server that this script came from. Both live in
	* a shadow root: the site's styles do not reach them, nor theirs the site. The frame is another origin, and each side
	* hears only the other's window from the other's origin. Themes: data-color="#0a6b4f", data-theme="light" or "dark".
	*/
	var STYLE = `
:host { all: initial; }
.launcher, iframe { position: fixed; z-index: 2147483000; right: max(1rem, env(safe-area-inset-right)); border: 0; }
.launcher { bottom: max(1rem, env(safe-area-inset-bottom)); width: 3.5rem; height: 3.5rem; padding: 0; border-radius: 50%;
  background: var(--brand, #2450c4); color: var(--on-brand, #fff); cursor: pointer; box-shadow: 0 0.25rem 1.25rem rgb(0 0 0 / 30%); }
.launcher:focus-visible { outline: 3px solid var(--brand, #2450c4); outline-offset: 3px; }
.launcher svg { width: 1.75rem; height: 1.75rem; display: block; margin: auto; fill: none; stroke: currentColor; stroke-width: 1.75;
  stroke-linejoin: round; stroke-linecap: round; }
.unread { position: absolute; top: -0.25rem; right: -0.25rem; min-width: 1.375rem; padding: 0 0.375rem; border-radius: 1rem;
  background: #b3261e; color: #fff; font: 700 0.8125rem/1.375rem system-ui, sans-serif; text-align: center; box-sizing: border-box; }
.unread[hidden], iframe[hidden] { display: none; }
iframe { bottom: max(5.5rem, env(safe-area-inset-bottom)); width: 24rem; height: min(40rem, calc(100vh - 7rem));
  border-radius: 1rem; box-shadow: 0 0.5rem 2.5rem rgb(0 0 0 / 35%); background: Canvas; }
@media (max-width: 30rem), (max-height: 30rem) {
  iframe { inset: 0; width: 100%; height: 100%; border-radius: 0; }
  .launcher[aria-expanded="true"] { display: none; }
}
`;
	var WORDS = {
		en: {
			open: "Open the chat",
			close: "Close the chat",
			title: "Chat",
			unread: "unread"
		},
		es: {
			open: "Abrir el chat",
			close: "Cerrar el chat",
			title: "Chat",
			unread: "sin leer"
		}
	};
	/** In the site's storage: a conversation goes on, so the frame is there from the start. */
	var KEPT = "ringline.widget";
	var ICONS = {
		chat: "M4 5h16v11H9l-5 4z",
		close: "M6 6l12 12M18 6L6 18"
	};
	function embed(script) {
		const { queue, color, theme, language = navigator.language } = script.dataset;
		const server = new URL(script.src).origin;
		const words = WORDS[language.startsWith("es") ? "es" : "en"];
		const root = document.createElement("div");
		root.setAttribute("data-ringline", "");
		const shadow = root.attachShadow({ mode: "open" });
		const style = new CSSStyleSheet();
		style.replaceSync(STYLE);
		shadow.adoptedStyleSheets = [style];
		const button = document.createElement("button");
		const badge = document.createElement("span");
		const path = icon(button);
		const frame = document.createElement("iframe");
		let isOpen = false;
		button.type = "button";
		button.className = "launcher";
		badge.className = "unread";
		badge.hidden = true;
		button.append(badge);
		wear(root, color);
		shadow.append(button);
		document.body.append(root);
		const tell = (message) => frame.contentWindow?.postMessage(message, server);
		const load = () => {
			if (frame.isConnected) return;
			const address = new URL("/widget", server);
			const asked = {
				queue,
				color,
				theme,
				language: script.dataset["language"],
				host: location.origin
			};
			for (const [name, value] of Object.entries(asked)) if (value) address.searchParams.set(name, value);
			frame.src = address.href;
			frame.title = words.title;
			frame.allow = "microphone; camera; autoplay; picture-in-picture";
			frame.hidden = true;
			frame.addEventListener("load", () => tell({ ringline: isOpen ? "opened" : "closed" }));
			shadow.insertBefore(frame, button);
		};
		const label = (unread) => {
			badge.hidden = unread === 0;
			badge.textContent = String(unread);
			const news = unread > 0 ? ` (${unread} ${words.unread})` : "";
			button.setAttribute("aria-label", isOpen ? words.close : words.open + news);
		};
		const show = (open) => {
			isOpen = open;
			if (open) load();
			frame.hidden = !open;
			button.setAttribute("aria-expanded", String(open));
			path.setAttribute("d", open ? ICONS.close : ICONS.chat);
			label(0);
			tell({ ringline: open ? "opened" : "closed" });
			(open ? frame : button).focus();
		};
		button.addEventListener("click", () => show(!isOpen));
		addEventListener("message", ({ source, origin, data }) => {
			if (source !== frame.contentWindow || origin !== server || typeof data !== "object") return;
			if (data?.ringline === "close") show(false);
			if (data?.ringline !== "state") return;
			remember(data.isTalking === true);
			if (!isOpen && typeof data.unread === "number") label(data.unread);
		});
		label(0);
		button.setAttribute("aria-expanded", "false");
		if (recalls()) load();
	}
	function icon(button) {
		const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
		const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
		svg.setAttribute("viewBox", "0 0 24 24");
		svg.setAttribute("aria-hidden", "true");
		path.setAttribute("d", ICONS.chat);
		svg.append(path);
		button.append(svg);
		return path;
	}
	function wear(root, colour) {
		const hex = /^#?([0-9a-f]{6})$/i.exec(colour ?? "")?.[1];
		if (!hex) return;
		root.style.setProperty("--brand", `#${hex}`);
		root.style.setProperty("--on-brand", isLight(hex) ? "#000" : "#fff");
	}
	function remember(isTalking) {
		try {
			if (isTalking) sessionStorage.setItem(KEPT, "1");
			else sessionStorage.removeItem(KEPT);
		} catch {}
	}
	function recalls() {
		try {
			return sessionStorage.getItem(KEPT) !== null;
		} catch {
			return false;
		}
	}
	var script = document.currentScript;
	if (script instanceof HTMLScriptElement && !document.querySelector("[data-ringline]")) {
		if (document.body) embed(script);
		else addEventListener("DOMContentLoaded", () => embed(script));
	}
})();
