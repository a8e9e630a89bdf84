// node_modules/preact/dist/preact.mjs
var n$1;
var t$2;
var r$2;
var u$3;
var i$2;
var f$3;
var o$3;
var e$2;
var l$2;
var c$2;
var a$3;
var h$3 = Symbol.for("pv");
var p$3 = {};
var y$3 = [];
var v$2 = /^m(i|n|o|s|text|space)$/;
var w$3 = Array.isArray;
var d$3 = y$3.slice;
var _$2 = Object.assign;
function g$3(n) {
	n && n.parentNode && n.remove();
}
function k$2(n, t, r) {
	var u, i, f, o = {}, e = arguments.length;
	for (f in t) "key" == f ? u = t[f] : "ref" == f && "function" != typeof n ? i = t[f] : o[f] = t[f];
	return e > 2 && (o.children = e > 3 ? d$3.call(arguments, 2) : r), m$3(n, o, u, i, null);
}
function m$3(r, u, i, f, o) {
	var e = {
		type: r,
		props: u,
		key: i,
		ref: f,
		__k: null,
		__: null,
		__b: 0,
		__e: null,
		__c: null,
		constructor: h$3,
		__v: o || ++t$2,
		__i: -1,
		__u: 0
	};
	return !o && n$1.vnode && n$1.vnode(e), e;
}
function $(n) {
	return n.children;
}
function x$1(n, t) {
	this.props = n, this.context = t, this.__g = 0;
}
function S$1(n, t) {
	if (null == t) return n.__ && S$1(n.__, n.__i + 1);
	for (var r; t < n.__k.length; t++) if ((r = n.__k[t]) && r.__e) return r.__e;
	return "function" != typeof n.type || n.props.__P ? null : S$1(n);
}
function C$1(t) {
	var r, u = t.__v, i = u.__e, f = [], o = [], e = t.__P;
	e && ((r = _$2({ constructor: h$3 }, u)).__v = u.__v + 1, n$1.vnode && n$1.vnode(r), z$1(e, r, u, t.__n, e.namespaceURI, 32 & u.__u ? [i] : null, f, i || S$1(u), 32 & u.__u, o), r.__v = u.__v, r.__.__k[r.__i] = r, E$1(f, r, o), u.__ = u.__e = null, r.__e != i && j$1(r));
}
function j$1(n) {
	if ((n = n.__) && n.__c && !n.props.__P) return n.__e = null, n.__k.some(function(t) {
		return t && (n.__e = t.__e);
	}), j$1(n);
}
function L(t) {
	(8 & t.__g || (t.__g |= 8, u$3.push(t), f$3++)) && i$2 == n$1.debounceRendering || ((i$2 = n$1.debounceRendering) || queueMicrotask)(H);
}
function H() {
	try {
		for (var n, t = 1; u$3.length;) u$3.length > t && u$3.sort(o$3), n = u$3.shift(), t = u$3.length, 8 & n.__g && C$1(n);
	} finally {
		(f$3 = u$3.length) && (i$2 || queueMicrotask)(H);
	}
}
function I(n, t, r, u, i, f, o, e, l, c, a) {
	var s, h, v, w, d, _, g = u.__k || y$3, k = t.length;
	for (l = q(r, t, g, l, k), s = 0; s < k; s++) null != (v = r.__k[s]) && (h = ~v.__i && g[v.__i] || p$3, v.__i = s, _ = z$1(n, v, h, i, f, o, e, l, c, a), w = v.__e, (h.ref != v.ref || 8 & h.__u) && (h.ref && G$1(h.ref, null, v, h), v.ref && a.push(v.ref, v.__c || w, v)), d = d || w, 4 & v.__u ? (l = A$2(v, l, n, !h.__v), h.__e && (h.__e = null)) : "function" == typeof v.type && void 0 !== _ ? l = _ : w && (l = w.nextSibling), v.__u &= -21);
	return r.__e = d, l;
}
function q(n, t, r, u, i) {
	var f, o, e, l, c, a, s, p, y, v = r.length, d = v, _ = 0, g = 0, k = n.__k = Array(i);
	for (f = 0; f < i; f++) null != (o = t[f]) && "boolean" != typeof o && "function" != typeof o ? ("object" != typeof o || o.constructor === String ? o = k[f] = m$3(null, o) : w$3(o) ? o = k[f] = m$3($, { children: o }) : o.constructor === h$3 && o.__b ? o = k[f] = m$3(o.type, o.props, o.key, o.ref, o.__v) : k[f] = o, l = f + _, o.__ = n, o.__b = n.__b + 1, e = null, ~(c = o.__i = P(o, r, l, d)) && (d--, (e = r[c]) && (e.__u |= 2)), e && e.__v ? (o.__u |= 16, c == l - 1 ? _-- : c == l + 1 ? _++ : c != l && (c > l ? _-- : _++, g = 1)) : (~c || (i > v ? _-- : i < v && _++), "function" != typeof o.type && (o.__u |= 4))) : k[f] = null;
	if (g) {
		for (a = [], s = [], f = 0; f < i; f++) if ((o = k[f]) && 16 & o.__u) {
			for (_ = 0, p = a.length; _ < p;) a[y = _ + p >> 1] < o.__i ? _ = y + 1 : p = y;
			a[_] = o.__i, s[f] = _ + 1;
		}
		for (_ = a.length; f--;) s[f] && (s[f] == _ ? _-- : k[f].__u |= 4);
	}
	if (d) for (f = 0; f < v; f++) !(e = r[f]) || 2 & e.__u || (e.__e == u && (u = S$1(e)), J(e, e));
	return u;
}
function A$2(n, t, r, u) {
	var i, f, o, e;
	if ("function" == typeof n.type) {
		if (n.props.__P) return t;
		if (i = n.__k) for (f = 0; f < i.length; f++) i[f] && (i[f].__ = n, t = A$2(i[f], t, r, !1));
		return t;
	}
	for (t && !t.parentNode && (t = S$1(n)) && !t.parentNode && (t = null), o = n.__e, e = t; e && 8 == e.nodeType;) e = e.nextSibling;
	for (o != e && (!u && r.moveBefore && o.parentNode ? r.moveBefore(o, t) : r.insertBefore(o, t || null)), t = o; (t = t && t.nextSibling) && 8 == t.nodeType && !t.data.startsWith("$s"););
	return t;
}
function P(n, t, r, u) {
	var i, f = n.key, o = n.type, e = t[r], l = e && !(2 & e.__u);
	if (null === e && null == f || l && f == e.key && o == e.type) return r;
	if (u > (l ? 1 : 0)) {
		for (i = r - 1; i >= 0; i--) if ((e = t[i]) && !(2 & e.__u) && f == e.key && o == e.type) return i;
		for (i = r + 1; i < t.length; i++) if ((e = t[i]) && !(2 & e.__u) && f == e.key && o == e.type) return i;
	}
	return -1;
}
function T$1(n, t, r) {
	r ??= "", "-" == t[0] ? n.setProperty(t, r) : n[t] = r;
}
function N(n, t, r, u, i) {
	var f, o;
	if ("style" == t) if ("string" == typeof r) n.style.cssText = r;
	else {
		if ("string" == typeof u && (n.style.cssText = u = ""), u) for (t in u) r && t in r || T$1(n.style, t);
		if (r) for (t in r) u && r[t] == u[t] || T$1(n.style, t, r[t]);
	}
	else if ("o" == t[0] && "n" == t[1]) "function" != typeof r && (r = null), "function" != typeof u && (u = null), (n.__e || (n.__e = {}))[t] = r, r && u || (o = a$3[t] || (a$3[t] = V(t)), (n.__a || (n.__a = {}))[t] = c$2, f = t != (t = t.replace(l$2, "$1")), (t = t.slice(2))[0] < "a" && (t = t.toLowerCase()), r ? n.addEventListener(t, o, f) : n.removeEventListener(t, o, f));
	else {
		if ("http://www.w3.org/2000/svg" == i) t = t.replace(/xlink(H|:h)/, "h").replace(/sName$/, "s");
		else if ("width" != t && "height" != t && "href" != t && "list" != t && "form" != t && "tabIndex" != t && "download" != t && "rowSpan" != t && "colSpan" != t && "role" != t && "popover" != t && t in n) try {
			n[t] = null == r ? "" : r;
			return;
		} catch (n) {}
		if ("function" == typeof r) return;
		null == r || !1 === r && "-" != t[4] ? n.removeAttribute(t) : n.setAttribute(t, "popover" == t && 1 == r ? "" : r);
	}
}
function V(t) {
	return function(r) {
		var u = this.__e;
		if (u) {
			if (u = u[t], null == r[e$2]) r[e$2] = c$2++;
			else if (r[e$2] < this.__a[t]) return;
			return u(n$1.event ? n$1.event(r) : r);
		}
	};
}
function z$1(t, r, u, i, f, o, e, l, c, a) {
	var s, p, v, d, k, b, m, M, C, j, L, H, q, A, O, P, T, N, V = r.type;
	if (r.constructor !== h$3) return null;
	128 & u.__u && (c = 32 & u.__u, s = u.__c.__z) && (r.__u |= c, p = o = [], 8 == s.nodeType ? l = B$1(s, o) : o.push(s), l = o[0] || l), (s = n$1.__b) && s(r);
	n: if ("function" == typeof V) {
		v = e.length;
		try {
			if (M = r.props, C = (s = V.prototype) && s.render, j = (s = V.contextType) && i[s.__c], L = s ? j ? j.props.value : s.__ : i, (d = u.__c) ? (r.__c = d, 2 & d.__g && (d.__g |= 1)) : (C ? r.__c = d = new V(M, L) : (r.__c = d = new x$1(M, L), d.constructor = V, d.render = K), j && j.sub(d), d.state || (d.state = {}), d.__n = i, d.__g |= 8, d.__h = [], d.__k = []), C && (d.__s || (d.__s = d.state), V.getDerivedStateFromProps && (d.__s == d.state && (d.__s = _$2({}, d.__s)), _$2(d.__s, V.getDerivedStateFromProps(M, d.__s)))), k = d.props, b = d.state, d.__v = r, u.__c) {
				if (M !== k && C && !V.getDerivedStateFromProps && d.componentWillReceiveProps && d.componentWillReceiveProps(M, L), r.__v == u.__v && !(8 & d.__g) || !(4 & d.__g) && d.shouldComponentUpdate && !1 === d.shouldComponentUpdate(M, d.__s, L)) {
					r.__v != u.__v && (d.props = M, d.state = d.__s, d.__g &= -9), r.__e = u.__e, r.__k = u.__k, r.__k.some(function(n) {
						n && (n.__ = r);
					}), y$3.push.apply(d.__h, d.__k), d.__k = [], d.__h.length && e.push(d), l = S$1(u);
					break n;
				}
				d.componentWillUpdate && d.componentWillUpdate(M, d.__s, L), C && d.componentDidUpdate && d.__h.push(function() {
					d.componentDidUpdate(k, b, m);
				});
			} else C && !V.getDerivedStateFromProps && d.componentWillMount && d.componentWillMount(), C && d.componentDidMount && d.__h.push(d.componentDidMount);
			d.context = L, d.props = M, d.__P = t, d.__g &= -5, H = n$1.__r, q = C ? 25 : 0;
			do
				d.__g &= -9, H && H(r), s = d.render(d.props, d.state = d.__s, d.context);
			while (8 & d.__g && ++q < 25);
			C && (y$3.push.apply(d.__h, d.__k), d.__k = []), d.state = d.__s, d.getChildContext && (i = _$2({}, i, d.getChildContext())), C && u.__c && d.getSnapshotBeforeUpdate && (m = d.getSnapshotBeforeUpdate(k, b)), A = s && s.type === $ && null == s.key ? s.props.children : s, M.__P && (s = l, f = (t = M.__P).namespaceURI, c = o = null, u.props && u.props.__P != t && (u.__k.some(function(n) {
				n && J(n, n);
			}), u.__k = null), l = u.__k ? S$1(u, 0) : null), l = I(t, w$3(A) ? A : [A], r, u, i, f, o, e, l, c, a), M.__P && (r.__e = null, l = s), r.__u &= -161, p && p.some(g$3), d.__h.length && e.push(d), 1 & d.__g && (d.__g &= -4);
		} catch (t) {
			if (e.length = v, r.__v = null, c || o) if (t && t.then) {
				if (r.__u |= 128 | c, o) {
					for (~(T = o.indexOf(l || void 0)) || (T = o.length); (N = o[T - 1]) && 8 == N.nodeType;) T--;
					for (; T < o.length; T++) if (N = o[T]) if (o[T] = null, O) {
						if (N == P) break;
					} else {
						if (8 != N.nodeType) break;
						N.data.startsWith("$s") && (P = B$1(O = N));
					}
				}
				if (!O) {
					for (; l && 8 == l.nodeType && l.nextSibling;) l = l.nextSibling;
					O = l;
				}
				(s = B$1(O = r.__c.__z || (r.__c.__z = O))) ? (r.__e = O, l = s) : r.__e = l, l = l && l.nextSibling;
			} else o && o.some(g$3);
			else r.__e = u.__e;
			r.__k || (r.__k = u.__k || []), t && t.then || D$1(r), n$1.__e(t, r, u);
		}
	} else l = r.__e = F$2(u.__e, r, u, i, f, o, e, c, a, t);
	return (s = n$1.diffed) && s(r), l;
}
function B$1(n, t) {
	if (n && 8 == n.nodeType && n.data.startsWith("$s")) for (var r = 1; n = n.nextSibling;) {
		if (8 == n.nodeType) {
			if (n.data.startsWith("$s")) r++;
			else if (n.data.startsWith("/$s") && !--r) return n;
		}
		t && t.push(n);
	}
}
function D$1(n) {
	n && (n.__c && (n.__c.__g |= 4), n.__k && n.__k.some(D$1));
}
function E$1(t, r, u) {
	for (var i = 0; i < u.length;) G$1(u[i++], u[i++], u[i++]);
	n$1.__c && n$1.__c(r, t), t.some(function(r) {
		try {
			t = r.__h, r.__h = [], t.some(function(n) {
				n.call(r);
			});
		} catch (t) {
			n$1.__e(t, r.__v);
		}
	});
}
function F$2(t, r, u, i, f, o, e, l, c, a) {
	var s, h, y, _, k, b, m, M, $ = u.props || p$3, x = r.props, C = r.type;
	if ("svg" == C ? f = "http://www.w3.org/2000/svg" : "math" == C ? f = "http://www.w3.org/1998/Math/MathML" : f || (f = "http://www.w3.org/1999/xhtml"), o) {
		for (s = 0; s < o.length; s++) if ((k = o[s]) && (C ? k.localName == C : 3 == k.nodeType)) {
			t = k, o[s] = null;
			break;
		}
	}
	if (!t) {
		if (M = a.ownerDocument || document, !C) return M.createTextNode(x);
		t = M.createElementNS(f, C, x.is ? x : a), l && (n$1.__m && n$1.__m(r, o), l = !1), o = null;
	}
	if (C) {
		if (a = "template" == C && t.content || t, o = "textarea" == C && null != x.defaultValue ? null : o && d$3.call(a.childNodes), !l && o) for ($ = {}, s = 0; s < t.attributes.length; s++) $[(k = t.attributes[s]).name] = k.value;
		for (s in $) k = $[s], "dangerouslySetInnerHTML" == s ? y = k : "children" == s || s in x || "value" == s && "defaultValue" in x || "checked" == s && "defaultChecked" in x || N(t, s, null, k, f);
		for (s in x) k = x[s], "children" == s ? _ = k : "dangerouslySetInnerHTML" == s ? h = k : "value" == s ? b = k : "checked" == s ? m = k : l && "function" != typeof k || $[s] === k || N(t, s, k, $[s], f);
		h ? (l || y && (h.__html == y.__html || h.__html == t.innerHTML) || (t.innerHTML = h.__html), r.__k = []) : (y && (t.textContent = ""), ("foreignObject" == C || "http://www.w3.org/1998/Math/MathML" == f && v$2.test(C)) && (f = "http://www.w3.org/1999/xhtml"), I(a, w$3(_) ? _ : [_], r, u, i, f, o, e, o ? o[0] : u.__k && S$1(u, 0), l, c), o && o.some(g$3)), l && "textarea" != C || (s = "value", "progress" == C && null == b ? t.removeAttribute(s) : null == b || b === t[s] && ("progress" != C || b) || N(t, s, b, $[s], f), s = "checked", null != m && m != t[s] && N(t, s, m, $[s], f));
	} else $ === x || l && t.data == x || (t.data = x);
	return t;
}
function G$1(t, r, u, i) {
	try {
		"function" == typeof t ? r ? r.__x = t(r) || 1 : i && (i = i.__c || i.__e) && (r = i.__x) && (i.__x = null, "function" == typeof r ? r() : t(null)) : t.current = r;
	} catch (t) {
		n$1.__e(t, u);
	}
}
function J(t, r, u) {
	var i, f, o, e;
	if (n$1.unmount && n$1.unmount(t), !(i = t.ref) || i.current && i.current != t.__e || G$1(i, null, r, t), i = t.__c) {
		if (i.componentWillUnmount) try {
			i.componentWillUnmount();
		} catch (t) {
			n$1.__e(t, r);
		}
		i.__P = i.__n = null;
	}
	if (i = t.__k) for (e = 0; e < i.length; e++) i[e] && J(i[e], r, "function" != typeof t.type || u && !t.props.__P);
	!u && (i = t.__c) && (i = i.__z) && (f = B$1(i, o = [])) && (i == t.__e && o.some(g$3), g$3(f), g$3(i)), u || g$3(t.__e), t.__e = t.__c = t.__ = null;
}
function K(n, t, r) {
	return this.constructor(n, r);
}
function Q(t, r) {
	var u, i, f, o;
	n$1.__ && n$1.__(t, r), 9 == r.nodeType && (r = r.documentElement), i = (u = t && 32 & t.__u) ? null : r.__k, r.__k = m$3($, { children: [t] }), f = [], o = [], z$1(r, r.__k, i || p$3, p$3, r.namespaceURI, i ? null : r.firstChild ? d$3.call(r.childNodes) : null, f, i ? i.__e : r.firstChild, u, o), E$1(f, r.__k, o), r.__k.props.children = null;
}
n$1 = { __e: function(n, t, r, u) {
	for (var i, o, e; t = t.__;) if ((i = t.__c) && !(1 & i.__g)) {
		i.__g |= 4;
		try {
			if ((e = (o = i.constructor) && o.getDerivedStateFromError) && i.setState(o.getDerivedStateFromError(n)), i.componentDidCatch && (i.componentDidCatch(n, u || {}), e = 1), e && 8 & i.__g) return void (i.__g |= 2);
		} catch (t) {
			n = t;
		}
	}
	throw f$3 = 0, n;
} }, t$2 = 0, r$2 = function(n) {
	return null != n && n.constructor === h$3;
}, x$1.prototype.setState = function(n, t) {
	var r = this.__s;
	r && r != this.state || (r = this.__s = _$2({}, this.state)), "function" == typeof n && (n = n(_$2({}, r), this.props)), n && (_$2(r, n), this.__v && (t && this.__k.push(t), L(this)));
}, x$1.prototype.forceUpdate = function(n) {
	this.__v && (this.__g |= 4, n && this.__h.push(n), L(this));
}, x$1.prototype.render = $, u$3 = [], f$3 = 0, o$3 = function(n, t) {
	return n.__v.__b - t.__v.__b;
}, e$2 = Symbol(), l$2 = /(PointerCapture)$|Capture$/i, c$2 = 0, a$3 = {};
// node_modules/preact/hooks/dist/hooks.mjs
var t$1;
var r$1;
var u$2;
var i$1;
var o$2 = Object.is;
var f$2 = 0;
var c$1 = [];
var e$1 = [];
var a$2 = n$1;
var v$1 = a$2.__b;
var l$1 = a$2.__r;
var m$2 = a$2.diffed;
var h$2 = a$2.__c;
var s$1 = a$2.unmount;
var p$2 = a$2.__;
function y$2(n, t) {
	a$2.__h && a$2.__h(r$1, n, f$2 || t), f$2 = 0;
	var u = r$1.__H || (r$1.__H = {
		__: [],
		__h: []
	});
	return n >= u.__.length && u.__.push({}), u.__[n];
}
function d$2(n) {
	return f$2 = 1, _$1(G, n);
}
function _$1(n, u, i) {
	var f = y$2(t$1++, 2);
	if (f.t = n, !f.__c && (f.__ = [i ? i(u) : G(void 0, u), function(n) {
		var t = (f.__N || f.__)[0], r = f.t(t, n);
		o$2(t, r) || (f.__N = [r, f.__[1]], f.__c.setState({}));
	}], f.__c = r$1, !r$1.__f)) {
		r$1.__f = !0;
		var c = r$1.shouldComponentUpdate;
		r$1.shouldComponentUpdate = function(n, t, r) {
			var u = this.__H;
			if (!u) return !0;
			var i = !1, f = this.props != n;
			if (u.__.some(function(n) {
				n.__N && (i = !0, o$2(n.__[0], n.__N[0]) || (f = !0));
			}), c) {
				var e = c.call(this, n, t, r);
				return i ? e || f : e;
			}
			return !i || f;
		};
	}
	return f.__;
}
function A$1(n, u) {
	var i = y$2(t$1++, 3);
	!a$2.__s && E(i.__H, u) && (i.__P = !0, i.__ = n, i.u = u, r$1.__H.__h.push(i));
}
function F$1(n, u) {
	var i = y$2(t$1++, 4);
	!a$2.__s && E(i.__H, u) && (i.__P = !1, i.__ = n, i.u = u, r$1.__h.push(i));
}
function T(n) {
	return f$2 = 5, w$2(function() {
		return { current: n };
	}, []);
}
function w$2(n, r) {
	var u = y$2(t$1++, 7);
	return E(u.__H, r) && (u.__ = n(), u.__H = r), u.__;
}
function g$2() {
	var n;
	do {
		for (; n = e$1.shift();) try {
			C(n);
		} catch (t) {
			a$2.__e(t, { __: (n = n.__P) && n.__v });
		}
		for (; n = c$1.shift();) {
			var t = n.__H;
			if (n.__P && t) try {
				t.__h.some(C), t.__h.some(D), t.__h = [];
			} catch (r) {
				t.__h = [], a$2.__e(r, n.__v);
			}
		}
	} while (e$1.length);
}
a$2.__b = function(n) {
	r$1 = null, v$1 && v$1(n);
}, a$2.__ = function(n, t) {
	n && t.__k && t.__k.__m && (n.__m = t.__k.__m), p$2 && p$2(n, t);
}, a$2.__r = function(n) {
	l$1 && l$1(n), t$1 = 0;
	var i = (r$1 = n.__c).__H;
	i && (u$2 == r$1 ? r$1.__h = [] : (i.__h.some(C), i.__h.some(D), t$1 = 0), i.__h = [], i.__.some(function(n) {
		n.__N && (n.__ = n.__N), n.u = n.__N = void 0;
	})), u$2 = r$1;
}, a$2.diffed = function(n) {
	m$2 && m$2(n);
	var t = n.__c;
	t && t.__H && (t.__H.__h.length && B(c$1.push(t)), t.__H.__.some(function(n) {
		n.u && (n.__H = n.u);
	})), u$2 = r$1 = null;
}, a$2.__c = function(n, t) {
	t.some(function(n) {
		try {
			n.__h.some(C), n.__h = n.__h.filter(function(n) {
				return !n.__ || D(n);
			});
		} catch (t) {
			n.__h = [function() {
				throw t;
			}];
		}
	}), h$2 && h$2(n, t);
}, a$2.unmount = function(n) {
	s$1 && s$1(n);
	var t, r, u = n.__c;
	u && u.__H && (u.__H.__.some(function(u) {
		try {
			if (u.__P && u.__c) {
				if (void 0 === r) {
					for (r = n.__; r && (!r.__c || !r.__c.__P);) r = r.__;
					r = r && r.__c;
				}
				u.__P = r, B(e$1.push(u));
			} else C(u);
		} catch (n) {
			t = n;
		}
	}), u.__H = void 0, t && a$2.__e(t, u.__v));
};
var k$1 = "function" == typeof requestAnimationFrame;
function z(n) {
	var t, r = function() {
		clearTimeout(u), k$1 && cancelAnimationFrame(t), setTimeout(n);
	}, u = setTimeout(r, 35);
	k$1 && (t = requestAnimationFrame(r));
}
function B(n) {
	1 != n && i$1 == a$2.requestAnimationFrame || ((i$1 = a$2.requestAnimationFrame) || z)(g$2);
}
function C(n) {
	var t = r$1, u = n.__c;
	"function" == typeof u && (n.__c = void 0, u()), r$1 = t;
}
function D(n) {
	var t = r$1;
	n.__c = n.__(), r$1 = t;
}
function E(n, t) {
	return !n || n.length != t.length || t.some(function(t, r) {
		return !o$2(t, n[r]);
	});
}
function G(n, t) {
	return "function" == typeof t ? t(n) : t;
}
// src/calls/closing.ts
/** `isDone`: a click inside that closes it, too. */
function useClosing(box, isDone = () => false) {
	A$1(() => {
		const click = ({ target }) => {
			if (box.current && (!box.current.contains(target) || isDone(target))) box.current.open = false;
		};
		const key = (event) => {
			if (event.key !== "Escape" || !box.current?.open) return;
			event.stopPropagation();
			box.current.open = false;
			box.current.querySelector("summary")?.focus();
		};
		addEventListener("click", click);
		addEventListener("keydown", key, true);
		return () => (removeEventListener("click", click), removeEventListener("keydown", key, true));
	}, []);
}
// node_modules/@preact/signals-core/dist/signals-core.module.js
var i = Symbol.for("preact-signals");
function t() {
	if (!(v > 1)) {
		var i, t = !1;
		(function() {
			var i = c;
			c = void 0;
			while (void 0 !== i) {
				var t = i.S;
				if (t.v === i.v) {
					for (var r = t.t; void 0 !== r; r = r.x) if (r.i === i.i) r.i = t.i;
				}
				i = i.o;
			}
		})();
		while (void 0 !== h$1) {
			var r = h$1;
			h$1 = void 0;
			s++;
			while (void 0 !== r) {
				var n = r.u;
				r.u = void 0;
				r.f &= -3;
				if (!(8 & r.f) && w$1(r)) try {
					r.c();
				} catch (r) {
					if (!t) {
						i = r;
						t = !0;
					}
				}
				r = n;
			}
		}
		s = 0;
		v--;
		if (t) throw i;
	} else v--;
}
function r(i) {
	if (v > 0) return i();
	u$1 = ++e;
	v++;
	try {
		return i();
	} finally {
		t();
	}
}
var n;
var o$1 = void 0;
function f$1(i) {
	var t = o$1, r = n;
	o$1 = void 0;
	n = void 0;
	try {
		return i();
	} finally {
		o$1 = t;
		n = r;
	}
}
var h$1 = void 0;
var v = 0;
var s = 0;
var e = 0;
var u$1 = 0;
var c = void 0;
var a$1 = 0;
function d$1(i) {
	if (void 0 !== o$1) {
		var t = i.n;
		if (void 0 === t || t.t !== o$1) {
			t = {
				i: 0,
				S: i,
				p: o$1.s,
				n: void 0,
				t: o$1,
				e: void 0,
				x: void 0,
				r: t
			};
			if (void 0 !== o$1.s) o$1.s.n = t;
			o$1.s = t;
			i.n = t;
			if (32 & o$1.f) i.S(t);
			return t;
		} else if (-1 === t.i) {
			t.i = 0;
			if (void 0 !== t.n) {
				t.n.p = t.p;
				if (void 0 !== t.p) t.p.n = t.n;
				t.p = o$1.s;
				t.n = void 0;
				o$1.s.n = t;
				o$1.s = t;
			}
			return t;
		}
	}
}
function l(i, t) {
	this.v = i;
	this.i = 0;
	this.n = void 0;
	this.t = void 0;
	this.l = 0;
	this.W = null == t ? void 0 : t.watched;
	this.Z = null == t ? void 0 : t.unwatched;
	this.name = null == t ? void 0 : t.name;
}
l.prototype.brand = i;
l.prototype.h = function() {
	return !0;
};
l.prototype.S = function(i) {
	var t = this, r = this.t;
	if (r !== i && void 0 === i.e) {
		i.x = r;
		this.t = i;
		if (void 0 !== r) r.e = i;
		else f$1(function() {
			var i;
			null == (i = t.W) || i.call(t);
		});
	}
};
l.prototype.U = function(i) {
	var t = this;
	if (void 0 !== this.t) {
		var r = i.e, n = i.x;
		if (void 0 !== r) {
			r.x = n;
			i.e = void 0;
		}
		if (void 0 !== n) {
			n.e = r;
			i.x = void 0;
		}
		if (i === this.t) {
			this.t = n;
			if (void 0 === n) f$1(function() {
				var i;
				null == (i = t.Z) || i.call(t);
			});
		}
	}
};
l.prototype.subscribe = function(i) {
	var t = this;
	return x(function() {
		var r = t.value;
		f$1(function() {
			return i(r);
		});
	}, { name: "sub" });
};
l.prototype.valueOf = function() {
	return this.value;
};
l.prototype.toString = function() {
	return this.value + "";
};
l.prototype.toJSON = function() {
	return this.value;
};
l.prototype.peek = function() {
	var i = this;
	return f$1(function() {
		return i.value;
	});
};
Object.defineProperty(l.prototype, "value", {
	get: function() {
		var i = d$1(this);
		if (void 0 !== i) i.i = this.i;
		return this.v;
	},
	set: function(i) {
		if (i !== this.v) {
			if (s > 100) throw new Error("Cycle detected");
			(function(i) {
				if (0 !== v && 0 === s) {
					if (i.l !== u$1) {
						i.l = u$1;
						c = {
							S: i,
							v: i.v,
							i: i.i,
							o: c
						};
					}
				}
			})(this);
			this.v = i;
			this.i++;
			a$1++;
			v++;
			try {
				for (var r = this.t; void 0 !== r; r = r.x) r.t.N();
			} finally {
				t();
			}
		}
	}
});
function y$1(i, t) {
	return new l(i, t);
}
function w$1(i) {
	for (var t = i.s; void 0 !== t; t = t.n) if (t.S.i !== t.i || !t.S.h() || t.S.i !== t.i) return !0;
	return !1;
}
function b$1(i) {
	for (var t = i.s; void 0 !== t; t = t.n) {
		var r = t.S.n;
		if (void 0 !== r) t.r = r;
		t.S.n = t;
		t.i = -1;
		if (void 0 === t.n) {
			i.s = t;
			break;
		}
	}
}
function _(i) {
	var t = i.s, r = void 0;
	while (void 0 !== t) {
		var n = t.p;
		if (-1 === t.i) {
			t.S.U(t);
			if (void 0 !== n) n.n = t.n;
			if (void 0 !== t.n) t.n.p = n;
		} else r = t;
		t.S.n = t.r;
		if (void 0 !== t.r) t.r = void 0;
		t = n;
	}
	i.s = r;
}
function j(i, t) {
	l.call(this, void 0, t);
	this.x = i;
	this.s = void 0;
	this.g = a$1 - 1;
	this.f = 4;
}
j.prototype = new l();
j.prototype.h = function() {
	this.f &= -3;
	if (1 & this.f) return !1;
	if (32 == (36 & this.f)) return !0;
	this.f &= -5;
	if (this.g === a$1) return !0;
	this.g = a$1;
	this.f |= 1;
	if (this.i > 0 && !w$1(this)) {
		this.f &= -2;
		return !0;
	}
	var i = o$1;
	try {
		b$1(this);
		o$1 = this;
		var t = this.x();
		if (16 & this.f || this.v !== t || 0 === this.i) {
			this.v = t;
			this.f &= -17;
			this.i++;
		}
	} catch (i) {
		this.v = i;
		this.f |= 16;
		this.i++;
	}
	o$1 = i;
	_(this);
	this.f &= -2;
	return !0;
};
j.prototype.S = function(i) {
	if (void 0 === this.t) {
		this.f |= 36;
		for (var t = this.s; void 0 !== t; t = t.n) t.S.S(t);
	}
	l.prototype.S.call(this, i);
};
j.prototype.U = function(i) {
	if (void 0 !== this.t) {
		l.prototype.U.call(this, i);
		if (void 0 === this.t) {
			this.f &= -33;
			for (var t = this.s; void 0 !== t; t = t.n) t.S.U(t);
		}
	}
};
j.prototype.N = function() {
	if (!(2 & this.f)) {
		this.f |= 6;
		for (var i = this.t; void 0 !== i; i = i.x) i.t.N();
	}
};
Object.defineProperty(j.prototype, "value", { get: function() {
	if (1 & this.f) throw new Error("Cycle detected");
	var i = d$1(this);
	this.h();
	if (void 0 !== i) i.i = this.i;
	if (16 & this.f) throw this.v;
	return this.v;
} });
function O(i, t) {
	return new j(i, t);
}
function p$1(i) {
	var r = i.j;
	i.j = void 0;
	if ("function" == typeof r) {
		v++;
		var n = o$1;
		o$1 = void 0;
		try {
			r();
		} catch (t) {
			i.f &= -2;
			i.f |= 8;
			g$1(i);
			throw t;
		} finally {
			o$1 = n;
			t();
		}
	}
}
function g$1(i) {
	for (var t = i.s; void 0 !== t; t = t.n) t.S.U(t);
	i.x = void 0;
	i.s = void 0;
	p$1(i);
}
function S(i) {
	if (o$1 !== this) throw new Error("Out-of-order effect");
	_(this);
	o$1 = i;
	this.f &= -2;
	try {
		if (8 & this.f) g$1(this);
	} finally {
		t();
	}
}
function m$1(i, t) {
	this.x = i;
	this.j = void 0;
	this.s = void 0;
	this.u = void 0;
	this.f = 32;
	this.name = null == t ? void 0 : t.name;
	if (n) n.push(this);
}
m$1.prototype.c = function() {
	var i = this.S();
	try {
		if (8 & this.f) return;
		if (void 0 === this.x) return;
		var t = this.x();
		if ("function" == typeof t) this.j = t;
	} finally {
		i();
	}
};
m$1.prototype.S = function() {
	if (1 & this.f) throw new Error("Cycle detected");
	this.f |= 1;
	this.f &= -9;
	p$1(this);
	b$1(this);
	v++;
	var i = o$1;
	o$1 = this;
	return S.bind(this, i);
};
m$1.prototype.N = function() {
	if (!(2 & this.f)) {
		this.f |= 2;
		this.u = h$1;
		h$1 = this;
	}
};
m$1.prototype.d = function() {
	this.f |= 8;
	if (!(1 & this.f)) g$1(this);
};
m$1.prototype.dispose = function() {
	this.d();
};
function x(i, t) {
	var r = new m$1(i, t);
	try {
		r.c();
	} catch (i) {
		r.d();
		throw i;
	}
	var n = r.d.bind(r);
	n[Symbol.dispose] = n;
	return n;
}
// node_modules/@preact/signals/dist/signals.module.js
var h;
var p;
var m = "undefined" != typeof window && !!window.__PREACT_SIGNALS_DEVTOOLS__;
var g = [];
x(function() {
	h = this.N;
})();
function b(i, n) {
	n$1[i] = n.bind(null, n$1[i] || function() {});
}
function y(i) {
	if (p) {
		var n = p;
		p = void 0;
		n();
	}
	p = i && i.S();
}
function w(i) {
	var n = this, r = i.data, t = useSignal(r);
	t.name = "ReactiveDom";
	t.value = r;
	var e = w$2(function() {
		var i = n, r = n.__v;
		while (r = r.__) if (r.__c) {
			r.__c.__$f |= 4;
			break;
		}
		var o = O(function() {
			var i = t.value.value;
			return 0 === i ? 0 : !0 === i ? "" : i || "";
		}), e = O(function() {
			return !Array.isArray(o.value) && !r$2(o.value);
		}), u = x(function() {
			this.N = M;
			if (e.value) {
				var n = o.value;
				if (i.__v && i.__v.__e && 3 === i.__v.__e.nodeType) i.__v.__e.data = n;
			}
		}), c = n.__$u.d;
		n.__$u.d = function() {
			u();
			c.call(this);
		};
		return [e, o];
	}, []), u = e[0], c = e[1];
	return u.value ? c.peek() : c.value;
}
w.displayName = "ReactiveTextNode";
Object.defineProperties(l.prototype, {
	constructor: {
		configurable: !0,
		value: k$2($, null).constructor
	},
	type: {
		configurable: !0,
		value: w
	},
	props: {
		configurable: !0,
		get: function() {
			var i = this;
			return { data: { get value() {
				return i.value;
			} } };
		}
	},
	__b: {
		configurable: !0,
		value: 1
	}
});
b("__b", function(i, n) {
	y();
	if ("string" == typeof n.type) {
		var r, t = n.props;
		for (var f in t) if ("children" !== f) {
			var o = t[f];
			if (o instanceof l) {
				if (!r) n.__np = r = {};
				r[f] = o;
				t[f] = o.peek();
			}
		}
	}
	i(n);
});
b("__r", function(i, r) {
	i(r);
	if (r.type !== $) {
		y();
		var t, f = r.__c;
		if (f) {
			f.__$f &= -2;
			if (void 0 === (t = f.__$u)) f.__$u = t = function(i, n) {
				var r;
				x(function() {
					r = this;
				}, { name: n });
				r.c = i;
				return r;
			}(function(i) {
				return function() {
					var n;
					if (m) null == (n = this.y) || n.call(this);
					i.__$f |= 1;
					i.setState({});
				};
			}(f), "function" == typeof r.type ? r.type.displayName || r.type.name : "");
		}
		y(t);
	}
});
b("__e", function(i, n, r, t) {
	y();
	i(n, r, t);
});
b("diffed", function(i, n) {
	y();
	var r;
	if ("string" == typeof n.type && (r = n.__e)) {
		var t = n.__np, f = n.props, o = r.U;
		if (o) for (var e in o) {
			var u = o[e];
			if (!(void 0 === u || t && e in t)) {
				u.d();
				o[e] = void 0;
			}
		}
		if (t) {
			if (!o) {
				o = {};
				r.U = o;
			}
			for (var a in t) {
				var c = o[a], v = t[a];
				if (void 0 === c) {
					c = k(r, a, v, f);
					o[a] = c;
				} else c.o(v, f);
			}
		}
	}
	i(n);
});
function k(i, n, r, t) {
	var f = n in i && void 0 === i.ownerSVGElement, o = y$1(r);
	return {
		o: function(i, n) {
			o.value = i;
			t = n;
		},
		d: x(function() {
			this.N = M;
			var r = o.value.value;
			if (t[n] !== r) {
				t[n] = r;
				if (f) i[n] = r;
				else if (null != r && (!1 !== r || "-" === n[4])) i.setAttribute(n, r);
				else i.removeAttribute(n);
			}
		})
	};
}
b("unmount", function(i, n) {
	if ("string" == typeof n.type) {
		var r = n.__e;
		if (r) {
			var t = r.U;
			if (t) {
				r.U = void 0;
				for (var f in t) {
					var o = t[f];
					if (o) o.d();
				}
			}
		}
		var e = n.__np;
		if (e) {
			var u = n.props;
			for (var a in e) u[a] = e[a];
		}
		n.__np = void 0;
	} else {
		var c = n.__c;
		if (c) {
			c.__$f |= 8;
			var v = c.__$u;
			if (v) {
				c.__$u = void 0;
				v.d();
			}
		}
	}
	i(n);
});
b("__h", function(i, n, r, t) {
	if (t < 3) n.__$f |= 2;
	i(n, r, t);
});
x$1.prototype.shouldComponentUpdate = function(i, n) {
	if (this.__R) return !0;
	var r = this.__$u, t = r && void 0 !== r.s;
	for (var f in n) return !0;
	if (this.__f || "boolean" == typeof this.u && !0 === this.u) {
		var o = 2 & this.__$f;
		if (!(t || o || 4 & this.__$f)) return !0;
		if (1 & this.__$f) return !0;
	} else {
		if (!(t || 4 & this.__$f)) return !0;
		if (3 & this.__$f) return !0;
	}
	for (var e in i) if ("__source" !== e && i[e] !== this.props[e]) return !0;
	for (var u in this.props) if (!(u in i)) return !0;
	return !1;
};
function useSignal(i, n) {
	return w$2(function() {
		return y$1(i, n);
	}, []);
}
var A = function(i) {
	queueMicrotask(function() {
		queueMicrotask(i);
	});
};
function F() {
	r(function() {
		var i;
		while (i = g.shift()) h.call(i);
	});
}
function M() {
	if (1 === g.push(this)) (n$1.requestAnimationFrame || A)(F);
}
// src/client/tables.ts
/** What an unknown close code says, by its band. */
var BANDS = {
	"40xx": "resume",
	"41xx": "new_session",
	"42xx": "reauthenticate",
	"43xx": "stop"
};
/** What each close code says. */
var CLOSES = {
	"1000": {
		"reason": "normal",
		"verdict": "over"
	},
	"1001": {
		"reason": "going_away",
		"verdict": "resume"
	},
	"1003": {
		"reason": "binary",
		"verdict": "stop"
	},
	"1007": {
		"reason": "bad_utf8",
		"verdict": "stop"
	},
	"1009": {
		"reason": "too_big",
		"verdict": "stop"
	},
	"4000": {
		"reason": "restart",
		"verdict": "resume"
	},
	"4001": {
		"reason": "moved",
		"verdict": "resume"
	},
	"4002": {
		"reason": "heartbeat",
		"verdict": "resume"
	},
	"4003": {
		"reason": "internal",
		"verdict": "resume"
	},
	"4005": {
		"reason": "slow_consumer",
		"verdict": "resume"
	},
	"4100": {
		"reason": "session_unknown",
		"verdict": "new_session"
	},
	"4101": {
		"reason": "overloaded",
		"verdict": "new_session"
	},
	"4102": {
		"reason": "too_many_connections",
		"verdict": "new_session"
	},
	"4103": {
		"reason": "rate_abuse",
		"verdict": "new_session"
	},
	"4200": {
		"reason": "token_expired",
		"verdict": "reauthenticate"
	},
	"4201": {
		"reason": "revoked",
		"verdict": "reauthenticate"
	},
	"4300": {
		"reason": "auth_failed",
		"verdict": "stop"
	},
	"4301": {
		"reason": "version",
		"verdict": "stop"
	},
	"4302": {
		"reason": "malformed",
		"verdict": "stop"
	},
	"4303": {
		"reason": "hello_expected",
		"verdict": "stop"
	},
	"4304": {
		"reason": "hello_timeout",
		"verdict": "stop"
	},
	"4305": {
		"reason": "superseded",
		"verdict": "stop"
	},
	"4306": {
		"reason": "kicked",
		"verdict": "stop"
	},
	"4307": {
		"reason": "forbidden",
		"verdict": "stop"
	},
	"4308": {
		"reason": "origin",
		"verdict": "stop"
	}
};
/** The numbers that a client keeps before a welcome tells it otherwise. */
var LIMITS = {
	"BACKOFF_BASE_MS": 500,
	"BACKOFF_CAP_MS": 3e4,
	"BATCH_COMMANDS_MAX": 16,
	"COMMANDS_IN_FLIGHT_MAX": 16,
	"HEARTBEAT_INTERVAL_MS": 15e3,
	"HEARTBEAT_TIMEOUT_MS": 1e4,
	"HELLO_BYTES_MAX": 8192,
	"MAIL_UPLOADS_BYTES_MAX": 18e6,
	"MAIL_UPLOADS_MAX": 20,
	"MAIL_UPLOAD_BYTES_MAX": 15728640,
	"MESSAGE_BYTES_MAX": 65536,
	"POSITIONS_MAX": 128,
	"RESUME_JITTER_MS": 1e3,
	"TEXT_CHARS_MAX": 16384
};
/** Methods that change nothing and need no key. */
var KEYLESS = /* @__PURE__ */ new Set([
	"account.read",
	"auth.refresh",
	"call.servers",
	"call.signal",
	"call.tones",
	"canned.read",
	"consumer.forgetting",
	"contact.preview_merge",
	"contact.read",
	"contact.search",
	"directory.read",
	"disposition.read",
	"interaction.explain",
	"interaction.list",
	"interaction.read",
	"mail.read",
	"message.typing",
	"note.read",
	"profile.read",
	"queue.read",
	"search.start",
	"search.stop",
	"segment.partial",
	"session.make_ticket",
	"stream.subscribe",
	"stream.unsubscribe",
	"summary.make",
	"transcript.read",
	"transcript.search"
]);
/** Name of an event to the class of its data. */
var EVENT_CLASS = {
	"agent.opt_outs_changed": "AgentOptOutsChanged",
	"agent.presence_changed": "AgentPresenceChanged",
	"agent.state_changed": "AgentStateChanged",
	"agent.status_changed": "AgentStatusChanged",
	"agent.unwanted": "AgentUnwanted",
	"agent.wanted": "AgentWanted",
	"call.connecting": "CallConnecting",
	"call.media_changed": "CallMediaChanged",
	"call.settled": "CallSettled",
	"consumer.away": "ConsumerAway",
	"consumer.back": "ConsumerBack",
	"consumer.changed": "ConsumerChanged",
	"device.joined": "DeviceJoined",
	"device.left": "DeviceLeft",
	"device.primary": "DevicePrimary",
	"disposition.saved": "DispositionsSaved",
	"draft.saved": "DraftSaved",
	"interaction.channel_changed": "ChannelChanged",
	"interaction.closed": "InteractionClosed",
	"interaction.created": "InteractionCreated",
	"interaction.ended": "InteractionEnded",
	"interaction.idle_warned": "InteractionIdleWarned",
	"interaction.overflowed": "InteractionOverflowed",
	"interaction.parked": "InteractionParked",
	"interaction.queued": "InteractionQueued",
	"interaction.reopened": "InteractionReopened",
	"interaction.unparked": "InteractionUnparked",
	"leg.changed": "LegChanged",
	"leg.ended": "LegEnded",
	"leg.held": "LegHeld",
	"leg.lost": "LegLost",
	"leg.opened": "LegOpened",
	"leg.promoted": "LegPromoted",
	"leg.recovered": "LegRecovered",
	"leg.resumed": "LegResumed",
	"leg.started": "LegStarted",
	"mail.state_changed": "MailStateChanged",
	"media.reported": "MediaReported",
	"note.saved": "NoteSaved",
	"offer.accepting": "OfferAccepting",
	"offer.created": "OfferCreated",
	"offer.ended": "OfferEnded",
	"queue.entered": "QueueEntered",
	"queue.figures": "QueueFigures",
	"queue.left": "QueueLeft",
	"queue.members_changed": "QueueMembersChanged",
	"queue.no_takers": "QueueNoTakers",
	"queue.offered": "QueueOffered",
	"segment.final": "SegmentFinal",
	"summary.made": "SummaryMade",
	"transcription.changed": "TranscriptionChanged",
	"transfer.ended": "TransferEnded",
	"transfer.started": "TransferStarted",
	"upgrade.accepted": "UpgradeAccepted",
	"upgrade.asked": "UpgradeAsked",
	"upgrade.ended": "UpgradeEnded",
	"variable.set": "VariableSet",
	"wrap_up.completed": "WrapUpCompleted",
	"wrap_up.extended": "WrapUpExtended",
	"wrap_up.overdue": "WrapUpOverdue",
	"wrap_up.started": "WrapUpStarted"
};
/** What stands for a field that is left out, and the class inside. */
var SHAPES = {
	"AgentOffer": {
		"card": { "of": "OfferCard" },
		"state": { "absent": "pending" }
	},
	"AgentStateChanged": {
		"channels": {
			"of": "ChannelLoad",
			"isMap": true
		},
		"missed_hold": { "absent": false },
		"occupied": { "absent": false }
	},
	"AgentStatusChanged": { "next_status": { "of": "NextStatus" } },
	"AgentView": {
		"agent": { "absent": "" },
		"devices": {
			"absent": [],
			"of": "Device"
		},
		"legs": {
			"absent": [],
			"of": "LegCard"
		},
		"name": { "absent": "" },
		"offers": {
			"absent": [],
			"of": "AgentOffer"
		},
		"opt_outs": { "of": "AgentOptOutsChanged" },
		"presence": { "absent": "gone" },
		"state": { "of": "AgentStateChanged" },
		"status": { "of": "AgentStatusChanged" }
	},
	"CallMedia": {
		"camera_off": { "absent": false },
		"muted": { "absent": false }
	},
	"CallMediaChanged": { "media": {
		"absent": {},
		"of": "CallMedia"
	} },
	"CallSettled": { "reason": { "absent": "" } },
	"CallSignal": {
		"data": { "absent": "" },
		"target": { "absent": "" }
	},
	"CardParked": { "until_reply": { "absent": false } },
	"CardWrapUp": {
		"extensions": { "absent": 0 },
		"mandatory": { "absent": false },
		"overdue": { "absent": false }
	},
	"Consumer": { "name": { "absent": "" } },
	"ConsumerAgent": {
		"is_lost": { "absent": false },
		"media": {
			"absent": {},
			"of": "CallMedia"
		}
	},
	"ConsumerChanged": { "consumer": {
		"absent": {},
		"of": "Consumer"
	} },
	"ConsumerMonitor": {
		"agent_name": { "absent": "" },
		"unseen": { "absent": false }
	},
	"ConsumerView": {
		"agents": {
			"absent": [],
			"of": "ConsumerAgent"
		},
		"channel": { "absent": "messaging" },
		"closed": { "of": "EndingView" },
		"connecting": {
			"absent": [],
			"of": "ConnectingView"
		},
		"created_at_ms": { "absent": 0 },
		"ended": { "of": "EndingView" },
		"interaction": { "absent": "" },
		"media": {
			"absent": {},
			"of": "CallMedia"
		},
		"monitors": {
			"absent": [],
			"of": "ConsumerMonitor"
		},
		"name": { "absent": "" },
		"partials": {
			"absent": [],
			"of": "SegmentPartial"
		},
		"phase": { "absent": "queued" },
		"queue_name": { "absent": "" },
		"segment_count": { "absent": 0 },
		"segments": {
			"absent": [],
			"of": "SegmentView"
		},
		"seq": { "absent": 0 },
		"subject": { "absent": "" },
		"upgrade": { "of": "Upgrade" },
		"waiting_since_ms": { "absent": 0 }
	},
	"Device": {
		"client": { "absent": "" },
		"primary": { "absent": false }
	},
	"DeviceJoined": {
		"client": { "absent": "" },
		"primary": { "absent": false }
	},
	"DraftSaved": { "mail": { "of": "MailDraft" } },
	"DraftView": { "mail": { "of": "MailDraft" } },
	"HandOver": {
		"draft": { "of": "CardNote" },
		"note": { "absent": "" },
		"notes": {
			"absent": [],
			"of": "CardNote"
		},
		"segments": {
			"absent": [],
			"of": "CardLine"
		}
	},
	"InteractionCreated": {
		"bonus": { "absent": 0 },
		"consumer": {
			"absent": {},
			"of": "Consumer"
		},
		"flow": { "absent": "" },
		"skills": {
			"absent": [],
			"of": "SkillStage"
		},
		"subject": { "absent": "" },
		"top_priority": { "absent": false },
		"variables": {
			"absent": [],
			"of": "Variable"
		}
	},
	"InteractionOverflowed": { "message": { "absent": "" } },
	"InteractionParked": { "until_reply": { "absent": false } },
	"InteractionQueued": {
		"at_front": { "absent": false },
		"hops": { "absent": 0 }
	},
	"InteractionView": {
		"bonus": { "absent": 0 },
		"channel": { "absent": "messaging" },
		"closed": { "of": "EndingView" },
		"consumer": {
			"absent": {},
			"of": "Consumer"
		},
		"consumer_away": { "absent": false },
		"consumer_media": {
			"absent": {},
			"of": "CallMedia"
		},
		"created_at_ms": { "absent": 0 },
		"created_by": { "absent": "" },
		"draft": { "of": "DraftView" },
		"draft_rev": { "absent": 0 },
		"ended": { "of": "EndingView" },
		"flow": { "absent": "" },
		"interaction": { "absent": "" },
		"last_transfer": { "of": "TransferEndView" },
		"legs": {
			"absent": [],
			"of": "LegView"
		},
		"mails": {
			"absent": [],
			"of": "MailStateView"
		},
		"notes": {
			"absent": [],
			"of": "NoteView"
		},
		"offers": {
			"absent": [],
			"of": "OfferView"
		},
		"parked": { "of": "ParkedView" },
		"partials": {
			"absent": [],
			"of": "SegmentPartial"
		},
		"phase": { "absent": "queued" },
		"queue": { "absent": "" },
		"queue_name": { "absent": "" },
		"segment_count": { "absent": 0 },
		"segments": {
			"absent": [],
			"of": "SegmentView"
		},
		"seq": { "absent": 0 },
		"skills": {
			"absent": [],
			"of": "SkillStage"
		},
		"subject": { "absent": "" },
		"summary": { "of": "Summary" },
		"top_priority": { "absent": false },
		"transcription": { "absent": "" },
		"transfer": { "of": "TransferView" },
		"upgrade": { "of": "Upgrade" },
		"variables": {
			"absent": [],
			"of": "VariableView"
		},
		"waiting": { "of": "WaitingView" },
		"wanted": { "of": "WantedView" },
		"whispers": {
			"absent": [],
			"of": "SegmentView"
		}
	},
	"LegCard": {
		"needs_disposition": { "absent": false },
		"opened": { "absent": false },
		"parked": { "of": "CardParked" },
		"unread": { "absent": 0 },
		"upgrade": { "of": "Upgrade" },
		"wrap_up": { "of": "CardWrapUp" }
	},
	"LegChanged": { "card": { "of": "LegCard" } },
	"LegPromoted": { "is_lost": { "absent": false } },
	"LegStarted": {
		"card": { "of": "LegCard" },
		"unseen": { "absent": false }
	},
	"LegView": {
		"dispositions": { "absent": [] },
		"media": {
			"absent": {},
			"of": "CallMedia"
		},
		"opened": { "absent": false },
		"outcome": { "of": "OutcomeView" },
		"state": { "absent": "active" },
		"unseen": { "absent": false },
		"wrap_up": { "of": "WrapUpView" }
	},
	"MailAddress": { "name": { "absent": "" } },
	"MailDraft": {
		"bcc": {
			"absent": [],
			"of": "MailAddress"
		},
		"cc": {
			"absent": [],
			"of": "MailAddress"
		},
		"html": { "absent": "" },
		"subject": { "absent": "" },
		"to": {
			"absent": [],
			"of": "MailAddress"
		},
		"uploads": {
			"absent": [],
			"of": "Upload"
		}
	},
	"MailHead": {
		"automatic": { "absent": false },
		"bcc": {
			"absent": [],
			"of": "MailAddress"
		},
		"cc": {
			"absent": [],
			"of": "MailAddress"
		},
		"has_html": { "absent": false },
		"has_quote": { "absent": false },
		"is_cut": { "absent": false },
		"mailbox": { "absent": "" },
		"message_id": { "absent": "" },
		"parts": {
			"absent": [],
			"of": "MailPart"
		},
		"reply_to": {
			"absent": [],
			"of": "MailAddress"
		},
		"sender": { "of": "MailAddress" },
		"subject": { "absent": "" },
		"to": {
			"absent": [],
			"of": "MailAddress"
		}
	},
	"MailPart": { "inline": { "absent": false } },
	"MailStateChanged": {
		"attempts": { "absent": 0 },
		"reason": { "absent": "" }
	},
	"MailStateView": {
		"attempts": { "absent": 0 },
		"reason": { "absent": "" }
	},
	"OfferAccepting": { "is_aside": { "absent": false } },
	"OfferCard": {
		"consumer": {
			"absent": {},
			"of": "Consumer"
		},
		"excluded_agents": { "absent": 0 },
		"flow": { "absent": "" },
		"hand_over": { "of": "HandOver" },
		"subject": { "absent": "" },
		"summary": { "of": "Summary" },
		"top_priority": { "absent": false },
		"variables": {
			"absent": [],
			"of": "CardVariable"
		}
	},
	"OfferCreated": { "card": { "of": "OfferCard" } },
	"OfferView": { "state": { "absent": "pending" } },
	"OutcomeView": {
		"automatic": { "absent": false },
		"dispositions": { "absent": [] },
		"needs_disposition": { "absent": false }
	},
	"ParkedView": { "until_reply": { "absent": false } },
	"PrincipalInfo": { "name": { "absent": "" } },
	"QueueEntered": { "entry": { "of": "QueueEntry" } },
	"QueueEntry": {
		"at_front": { "absent": false },
		"bonus": { "absent": 0 },
		"subject": { "absent": "" },
		"top_priority": { "absent": false }
	},
	"QueueFigures": { "service_level": { "of": "ServiceLevel" } },
	"QueueMembersChanged": {
		"left": { "absent": [] },
		"members": {
			"absent": [],
			"of": "QueueMember"
		}
	},
	"QueueRow": {
		"entry": { "of": "QueueEntry" },
		"no_takers": { "absent": false },
		"ringing": { "absent": [] }
	},
	"QueueView": {
		"figures": { "of": "QueueFigures" },
		"members": {
			"absent": [],
			"of": "QueueMember"
		},
		"name": { "absent": "" },
		"queue": { "absent": "" },
		"rows": {
			"absent": [],
			"of": "QueueRow"
		},
		"waiting": { "absent": 0 }
	},
	"SearchHit": { "offsets": { "of": "Span" } },
	"SegmentFinal": {
		"hidden": { "absent": false },
		"language": { "absent": "" },
		"mail": { "of": "MailHead" },
		"number": { "absent": 0 }
	},
	"SegmentPartial": {
		"language": { "absent": "" },
		"participant": { "absent": "" }
	},
	"SegmentView": {
		"language": { "absent": "" },
		"mail": { "of": "MailHead" },
		"number": { "absent": 0 }
	},
	"SkillNeed": { "min": { "absent": 1 } },
	"SkillStage": { "needs": {
		"absent": [],
		"of": "SkillNeed"
	} },
	"Summary": { "revision": { "absent": 0 } },
	"SummaryMade": { "summary": { "of": "Summary" } },
	"TranscriptionChanged": { "reason": { "absent": "" } },
	"TransferEndView": {
		"reason": { "absent": "" },
		"target": { "of": "Target" }
	},
	"TransferEnded": { "reason": { "absent": "" } },
	"TransferStarted": {
		"note": { "absent": "" },
		"target": { "of": "Target" }
	},
	"TransferView": {
		"note": { "absent": "" },
		"target": { "of": "Target" }
	},
	"Upgrade": { "accepted": { "absent": false } },
	"UpgradeEnded": { "reason": { "absent": "" } },
	"Variable": {
		"in_engagement": { "absent": false },
		"in_profile": { "absent": true },
		"in_ring": { "absent": true },
		"label": { "absent": "" },
		"masked": { "absent": false }
	},
	"VariableSet": {
		"rev": { "absent": 0 },
		"variable": { "of": "Variable" }
	},
	"VariableView": {
		"in_engagement": { "absent": false },
		"in_profile": { "absent": true },
		"in_ring": { "absent": true },
		"label": { "absent": "" },
		"masked": { "absent": false },
		"rev": { "absent": 1 }
	},
	"WaitingView": {
		"at_front": { "absent": false },
		"hops": { "absent": 0 }
	},
	"WrapUpCompleted": {
		"automatic": { "absent": false },
		"dispositions": { "absent": [] },
		"needs_disposition": { "absent": false }
	},
	"WrapUpView": { "extensions": { "absent": 0 } }
};
// src/client/commands.ts
/** The server refused. `code` is the identity; show your own words to people. */
var CommandFailed = class extends Error {
	code;
	retry;
	details;
	method;
	key;
	constructor(code, message, retry, details, method, key) {
		super(`${method}: ${message} (${code})`);
		this.code = code;
		this.retry = retry;
		this.details = details;
		this.method = method;
		this.key = key;
		this.name = "CommandFailed";
	}
	/** The same key gets the same refusal again: whoever tries once more needs another one. */
	get isSettled() {
		return this.retry === "never" || this.retry === "resync";
	}
};
/** The session is over: signed out, or stopped by the server. */
var SessionOver = class extends Error {
	code;
	reason;
	constructor(code, reason) {
		super(`the session is over: ${reason || code}`);
		this.code = code;
		this.reason = reason;
		this.name = "SessionOver";
	}
};
/** In the order in which they were asked: that is the order in which they are sent, and sent again. */
var Outstanding = class {
	inFlightMax = LIMITS.COMMANDS_IN_FLIGHT_MAX;
	waiting = /* @__PURE__ */ new Map();
	inFlight = /* @__PURE__ */ new Map();
	last = 0;
	/** An id for a command of this client. */
	nextId() {
		this.last += 1;
		return `c${this.last}`;
	}
	/** The reply, over whichever connection it comes. Rejects with SessionOver, or with what `signal` was aborted. */
	add(id, text, signal) {
		return new Promise((resolve, reject) => {
			const forget = () => {
				this.waiting.delete(id);
				this.inFlight.delete(id);
			};
			signal.addEventListener("abort", () => (forget(), reject(signal.reason)), { once: true });
			const settle = (reply) => (forget(), resolve(reply));
			this.waiting.set(id, {
				text,
				settle,
				fail: reject
			});
		});
	}
	settle(reply) {
		this.inFlight.get(reply.id)?.settle(reply);
	}
	/** Texts that may be sent now. */
	take() {
		const texts = [];
		for (const [id, pending] of this.waiting) {
			if (this.inFlight.size >= this.inFlightMax) break;
			this.waiting.delete(id);
			this.inFlight.set(id, pending);
			texts.push(pending.text);
		}
		return texts;
	}
	/** A new connection: what was in flight is unknown, and is sent again before everything else. */
	reconnected() {
		const later = [...this.waiting];
		this.waiting.clear();
		for (const [id, pending] of [...this.inFlight, ...later]) this.waiting.set(id, pending);
		this.inFlight.clear();
	}
	/** There will be no replies. */
	end(over) {
		for (const pending of [...this.inFlight.values(), ...this.waiting.values()]) pending.fail(over);
		this.inFlight.clear();
		this.waiting.clear();
	}
};
// src/client/names.ts
/** A random name: `key_…`, `dev_…`. */
function newName(kind) {
	return `${kind}_${[...crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(15))].map((byte) => byte.toString(36).padStart(2, "0")).join("")}`;
}
// src/client/call/roster.ts
var CONSUMER = "consumer";
var CALLS = /* @__PURE__ */ new Set(["voice", "video"]);
var OPEN$2 = {
	muted: false,
	camera_off: false
};
var isCall = (channel) => CALLS.has(channel);
/** It is a call, or both have agreed that it becomes one and media is waited for. */
var hasCall = ({ channel, upgrade }) => isCall(channel) || upgrade?.accepted === true;
/** With pictures, now or as soon as media flows. */
var hasPictures = ({ channel, upgrade }) => channel === "video" || upgrade?.accepted === true && upgrade.channel === "video";
/** The consumer's; undefined: it is no call, or it is over. Who is on hold is heard by nobody, also not by who listens. */
function consumerRoster(view) {
	if (!hasCall(view) || view.phase === "closed") return void 0;
	const isHeld = view.agents.some(({ kind, held_since_ms }) => kind === "primary" && held_since_ms !== void 0);
	const talking = view.agents.map(({ leg, agent_name, held_since_ms, is_lost, media }) => ({
		party: leg,
		name: agent_name,
		isHeld: held_since_ms !== void 0,
		isAway: is_lost,
		isListener: false,
		media
	}));
	const coming = view.connecting.map(({ leg }) => ({
		party: leg,
		name: "",
		isHeld: false,
		isAway: false,
		isListener: false,
		media: OPEN$2
	}));
	const listening = view.monitors.map(({ leg, agent_name }) => ({
		party: leg,
		name: agent_name,
		isHeld,
		isAway: false,
		isListener: true,
		media: OPEN$2
	}));
	const others = [
		...talking,
		...coming,
		...listening
	];
	return {
		me: CONSUMER,
		isListener: false,
		isConnected: talking.length > 0 && isCall(view.channel),
		hasVideo: hasPictures(view),
		media: view.media,
		others
	};
}
/** Who gives way when both begin at once: the consumer, and of two agents the one whose leg sorts later. */
var isPolite = (me, other) => other !== "consumer" && (me === "consumer" || me > other);
// src/client/verdict.ts
/** What to do when a connection has ended: the close code is a verdict, chance spreads the crowd. */
/** A connection that ended without a close frame. */
var LOST = 1006;
/** No hello was read in time: ours is said at once, so the line was slow, or this machine slept. */
var LATE = 4304;
/** What a close code says; one that is not known, by its band. */
function verdictOf(code) {
	return CLOSES[code]?.verdict ?? BANDS[`${Math.trunc(code / 100)}xx`] ?? "resume";
}
/** The next step after a close; undefined: do not come back by yourself. */
function plan(code, { attempt, random, toldMs, renews }) {
	switch (verdictOf(code)) {
		case "over": return;
		case "stop": return code === LATE && attempt > 0 ? {
			waitMs: backoffMs(attempt - 1, random),
			keepsSession: true
		} : void 0;
		case "resume":
			if (attempt > 0) return {
				waitMs: backoffMs(attempt - 1, random),
				keepsSession: true
			};
			return {
				waitMs: toldMs ?? Math.trunc(random() * LIMITS.RESUME_JITTER_MS),
				keepsSession: true
			};
		case "new_session": return {
			waitMs: backoffMs(attempt, random),
			keepsSession: false
		};
		case "reauthenticate": return renews ? {
			waitMs: backoffMs(attempt, random),
			keepsSession: true
		} : void 0;
	}
}
/** From 0 to twice as long each time, up to the cap. */
function backoffMs(attempt, random) {
	return Math.trunc(random() * Math.min(LIMITS.BACKOFF_CAP_MS, LIMITS.BACKOFF_BASE_MS * 2 ** attempt));
}
// src/client/asking.ts
/** For one command with all its retries and reconnects; then `CommandFailed` with `timeout`: unknown, not failed. */
var PATIENCE_MS$1 = 6e4;
/** Of a command that the server asks to repeat. */
var RETRIES_MAX = 5;
var Asking = class {
	send;
	random;
	outstanding = new Outstanding();
	isConnected = false;
	over;
	constructor(send, random) {
		this.send = send;
		this.random = random;
	}
	/** See `Client.ask`. */
	async ask(method, params, options) {
		const key = options.key ?? (KEYLESS.has(method) ? void 0 : newName("key"));
		const signal = AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS$1);
		for (let attempt = 0;; attempt += 1) {
			const { result, error } = await this.request(method, params, key, options.rev, signal);
			if (!error) return result ?? {};
			if (!(error.retry === "now" || error.retry === "backoff") || attempt >= RETRIES_MAX) throw new CommandFailed(error.code, error.message, error.retry, error.details ?? {}, method, key);
			await new Promise((resolve) => setTimeout(resolve, this.pauseMs(error, attempt)));
		}
	}
	/** A reply to what nobody waits for any more is ignored. */
	settle(reply) {
		this.outstanding.settle(reply);
		this.flush();
	}
	/** A welcome came: what was in flight is unknown, and is sent again before everything else. */
	connected(inFlightMax) {
		this.isConnected = true;
		this.outstanding.inFlightMax = inFlightMax;
		this.outstanding.reconnected();
		this.flush();
	}
	disconnected() {
		this.isConnected = false;
	}
	/** There will be no replies. */
	end(over) {
		this.over = over;
		this.outstanding.end(over);
	}
	/** A session begins. */
	begin() {
		this.over = void 0;
	}
	/** As the server asks; from the second time on spread, for many were told the same. */
	pauseMs({ retry, retry_after_ms: toldMs }, attempt) {
		if (toldMs === void 0) return retry === "now" ? 0 : backoffMs(attempt, this.random);
		return toldMs + (attempt > 0 ? backoffMs(attempt, this.random) : 0);
	}
	async request(method, params, key, rev, signal) {
		if (this.over) throw this.over;
		const id = this.outstanding.nextId();
		const text = JSON.stringify({
			type: "command",
			id,
			method,
			key,
			params,
			expect: rev === void 0 ? void 0 : { rev }
		});
		if (new TextEncoder().encode(text).length > LIMITS.MESSAGE_BYTES_MAX) throw new CommandFailed("too_large", "too long for one message", "never", {}, method, key);
		try {
			const reply = this.outstanding.add(id, text, signal);
			this.flush();
			return await reply;
		} catch (error) {
			if (!signal.aborted) throw error;
			throw new CommandFailed("timeout", "no reply in time; the outcome is unknown", "now", {}, method, key);
		}
	}
	flush() {
		if (this.isConnected) for (const text of this.outstanding.take()) this.send(text);
	}
};
// src/client/options.ts
/** The first frame: with as many positions as it holds; the other streams arrive as snapshots. */
function helloText({ name = "ringline-web", version = "0.1.0", onConflict = "join" }, device, bearer, kept, positions) {
	const session = {
		...kept ? {
			mode: "resume",
			...kept
		} : { mode: "new" },
		on_conflict: onConflict
	};
	const [auth, client] = [{
		scheme: "bearer",
		token: bearer
	}, {
		name,
		version,
		device
	}];
	for (let most = LIMITS.POSITIONS_MAX;; most = Math.trunc(most / 2)) {
		const text = JSON.stringify({
			type: "hello",
			id: HELLO,
			auth,
			client,
			session,
			pos: positions(most)
		});
		if (most === 0 || new TextEncoder().encode(text).length <= LIMITS.HELLO_BYTES_MAX) return text;
	}
}
/** The id of every hello. */
var HELLO = "hello";
// src/client/frames.ts
/** The frames of a message. Throws a SyntaxError when it is not JSON, or holds what is no frame at all. */
function framesOf(text) {
	const read = JSON.parse(text);
	const frames = Array.isArray(read) ? read : [read];
	if (!frames.every(isFrame)) throw new SyntaxError("a frame is an object with a type");
	return frames;
}
var isFrame = (value) => typeof value === "object" && value !== null && typeof value.type === "string";
// src/client/socket.ts
/** One WebSocket from dialling to its end: frames in, frames out, signs of life, and one end that always comes. */
var SUBPROTOCOLS = ["ringline.v1", "ringline.any"];
/** A socket's state in which it takes what is sent; closing, it only complains. */
var OPEN$1 = 1;
var Socket = class {
	hearer;
	socket;
	isOpen = false;
	isGone = false;
	silence;
	intervalMs = LIMITS.HEARTBEAT_INTERVAL_MS;
	timeoutMs = LIMITS.HEARTBEAT_TIMEOUT_MS;
	constructor(make, url, hearer) {
		this.hearer = hearer;
		this.socket = new make(url, SUBPROTOCOLS);
		this.socket.onopen = () => this.open();
		this.socket.onmessage = ({ data }) => this.received(String(data));
		this.socket.onclose = ({ code, reason }) => this.end(code, reason);
		this.socket.onerror = () => void 0;
		this.heard();
	}
	/** The beat that the welcome named. */
	beat(intervalMs, timeoutMs) {
		[this.intervalMs, this.timeoutMs] = [intervalMs, timeoutMs];
		this.heard();
	}
	/** What cannot be sent now is dropped: commands are kept elsewhere. */
	send(frame) {
		if (this.isOpen && !this.isGone && this.socket.readyState === OPEN$1) this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
	}
	/** Says goodbye; the server's answer is not waited for. */
	close(code) {
		this.socket.close(code);
		this.end(code, "");
	}
	/** Is it still there? Gone when no answer comes in time. For a page that woke up. */
	probe() {
		this.send({ type: "ping" });
		clearTimeout(this.silence);
		this.silence = setTimeout(() => this.drop("the server is silent"), this.timeoutMs);
	}
	/** The connection has failed, without a goodbye. */
	drop(reason) {
		this.socket.close();
		this.end(LOST, reason);
	}
	open() {
		this.isOpen = true;
		if (!this.isGone) this.hearer.opened();
	}
	received(text) {
		if (this.isGone) return;
		this.heard();
		try {
			for (const frame of framesOf(text)) this.isGone || this.hearer.frame(frame);
		} catch (error) {
			if (!(error instanceof SyntaxError)) throw error;
			this.drop("what the server says cannot be read");
		}
	}
	/** Silence, then a ping, then silence again: the connection is dead. */
	heard() {
		clearTimeout(this.silence);
		this.silence = setTimeout(() => this.probe(), this.intervalMs);
	}
	end(code, reason) {
		if (this.isGone) return;
		this.isGone = true;
		clearTimeout(this.silence);
		this.hearer.gone(code, reason);
	}
};
// src/client/complete.ts
/** What the wire leaves out, put back: a field without a value gets what stands for it, `null` becomes absence. */
/** A value of this class with nothing missing. A class that is not known here stays as it came. */
function complete(name, plain) {
	const shapes = SHAPES[name];
	if (!isObject$1(plain)) return plain;
	const whole = {};
	for (const [field, value] of Object.entries(plain)) if (value !== null) whole[field] = value;
	for (const [field, { absent, of, isMap }] of Object.entries(shapes ?? {})) {
		const value = whole[field] ?? structuredClone(absent);
		if (value !== void 0) whole[field] = of === void 0 ? value : inside(of, value, isMap === true);
	}
	return whole;
}
function inside(of, value, isMap) {
	if (Array.isArray(value)) return value.map((item) => complete(of, item));
	if (!isMap || !isObject$1(value)) return complete(of, value);
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, complete(of, item)]));
}
function isObject$1(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
// src/client/view/reducer.ts
/** The view after one event; as it was when the event is hidden or unknown. */
function reduce(reducers, view, event, data, atMs) {
	const reducer = Object.hasOwn(reducers, event) ? reducers[event] : void 0;
	if (!reducer || data === void 0 || data === null) return view;
	return reducer(view, data, atMs);
}
/** With `item` in the place of the one that has the same `key`, else at the end. */
function put(items, item, key) {
	return items.some((old) => old[key] === item[key]) ? items.map((old) => old[key] === item[key] ? item : old) : [...items, item];
}
/** With these fields of the item whose `key` is `wanted` changed; the same when there is none. */
function change(items, key, wanted, fields) {
	return items.map((item) => item[key] === wanted ? {
		...item,
		...fields
	} : item);
}
/** Without the item whose `key` is `unwanted`. */
function drop$1(items, key, unwanted) {
	return items.filter((item) => item[key] !== unwanted);
}
// src/client/view/agent.ts
/** The view after one event of the agent's stream. */
function applyAgent(view, event, data, atMs) {
	return reduce(REDUCERS$3, view, event, data, atMs);
}
function withPrimary(view, session) {
	return {
		...view,
		devices: view.devices.map((device) => ({
			...device,
			primary: device.session === session
		}))
	};
}
function leg(view, data) {
	return data.card ? {
		...view,
		legs: put(view.legs, data.card, "leg")
	} : view;
}
var REDUCERS$3 = {
	"agent.presence_changed": (view, data) => ({
		...view,
		presence: data.presence
	}),
	"agent.status_changed": (view, data) => ({
		...view,
		status: data
	}),
	"agent.state_changed": (view, data) => ({
		...view,
		state: data
	}),
	"agent.opt_outs_changed": (view, data) => ({
		...view,
		opt_outs: data
	}),
	"device.joined": (view, { session, device, client, primary }) => {
		const after = {
			...view,
			devices: put(view.devices, {
				session,
				device,
				client,
				primary
			}, "session")
		};
		return primary ? withPrimary(after, session) : after;
	},
	"device.left": (view, data) => ({
		...view,
		devices: drop$1(view.devices, "session", data.session)
	}),
	"device.primary": (view, data) => withPrimary(view, data.session),
	"offer.created": (view, data, atMs) => {
		const offer = {
			offer: data.offer,
			interaction: data.interaction ?? "",
			queue: data.queue,
			channel: data.channel,
			purpose: data.purpose,
			acceptance: data.acceptance,
			attempt: data.attempt,
			ring_ms: data.ring_ms,
			expires_at_ms: data.expires_at_ms,
			server_at_ms: data.server_at_ms ?? atMs,
			card: data.card,
			state: "pending"
		};
		return {
			...view,
			offers: put(view.offers, offer, "offer")
		};
	},
	"offer.accepting": (view, { offer, expires_at_ms, by_session }) => ({
		...view,
		offers: change(view.offers, "offer", offer, {
			state: "accepting",
			expires_at_ms,
			by_session
		})
	}),
	"offer.ended": (view, data) => ({
		...view,
		offers: drop$1(view.offers, "offer", data.offer)
	}),
	"summary.made": (view, { offer: name, summary }) => {
		const card = view.offers.find((one) => one.offer === name)?.card;
		return card ? {
			...view,
			offers: change(view.offers, "offer", name, { card: {
				...card,
				summary
			} })
		} : view;
	},
	"leg.started": leg,
	"leg.changed": leg,
	"leg.ended": (view, data) => ({
		...view,
		legs: drop$1(view.legs, "leg", data.leg)
	})
};
// src/client/view/segments.ts
/** A segment event at its place in the stream. */
function segmentView(seq, { hidden: _, ...data }) {
	return {
		seq,
		...data
	};
}
/** With what is being said; a late one, older than what is there or than its final, changes nothing. */
function withPartial(view, partial) {
	const held = view.partials.find((known) => known.segment === partial.segment);
	if (held !== void 0 && held.revision >= partial.revision || view.segments.some((segment) => segment.segment === partial.segment)) return view;
	return {
		...view,
		partials: put(view.partials, partial, "segment")
	};
}
// src/client/view/upgrading.ts
/** It is not silent. Consumers have no `idle_closes_at_ms`, and what is undefined is not there. */
function upgradeReducers() {
	return {
		"upgrade.asked": (view, { upgrade, channel, by, until_at_ms }) => ({
			...view,
			idle_closes_at_ms: void 0,
			upgrade: {
				upgrade,
				channel,
				by,
				until_at_ms,
				accepted: false
			}
		}),
		"upgrade.accepted": (view, { until_at_ms }) => view.upgrade ? {
			...view,
			upgrade: {
				...view.upgrade,
				accepted: true,
				until_at_ms
			}
		} : view,
		"upgrade.ended": (view) => ({
			...view,
			idle_closes_at_ms: void 0,
			upgrade: void 0
		}),
		"interaction.channel_changed": (view, { channel }) => ({
			...view,
			channel
		})
	};
}
// src/client/view/consumer.ts
/** Legs whose agents talk with the consumer. */
var SEEN_KINDS = /* @__PURE__ */ new Set(["primary", "conference"]);
/** Nothing is kept back. */
var OPEN = {
	muted: false,
	camera_off: false
};
/** The view after the next event of the filtered stream, hidden and unknown ones included. */
function applyConsumer(view, event, data, atMs) {
	const after = reduce(REDUCERS$2, {
		...view,
		seq: view.seq + 1
	}, event, data, atMs);
	return {
		...after,
		phase: phaseOf$1(after)
	};
}
/** For the consumer it is over when the conversation is. */
function phaseOf$1(view) {
	if (view.ended || view.closed) return "closed";
	return view.agents.length > 0 ? "active" : "queued";
}
var byLeg = (a, b) => a.leg < b.leg ? -1 : a.leg > b.leg ? 1 : 0;
/** In an order that does not depend on when the consumer first heard of whom. */
function joined$1(view, agent) {
	if (!SEEN_KINDS.has(agent.kind)) return view;
	const agents = put(view.agents, agent, "leg").sort(byLeg);
	return {
		...view,
		agents,
		connecting: drop$1(view.connecting, "leg", agent.leg)
	};
}
function changed(view, leg, fields) {
	return {
		...view,
		agents: change(view.agents, "leg", leg, fields)
	};
}
var REDUCERS$2 = {
	"interaction.created": (view, { interaction, channel, consumer, subject }, atMs) => ({
		...view,
		interaction,
		channel,
		name: consumer.name,
		subject,
		created_at_ms: atMs
	}),
	"interaction.queued": (view, { queue_name, waiting_since_ms }) => ({
		...view,
		queue_name,
		waiting_since_ms,
		turned_away: void 0
	}),
	"interaction.overflowed": (view, { trigger }) => ({
		...view,
		turned_away: trigger
	}),
	"leg.started": (view, { leg, agent_name, kind, unseen }) => kind === "monitor" ? {
		...view,
		monitors: put(view.monitors, {
			leg,
			agent_name,
			unseen
		}, "leg").sort(byLeg)
	} : joined$1(view, {
		leg,
		agent_name,
		kind,
		is_lost: false,
		media: OPEN
	}),
	"leg.promoted": (view, { leg, agent_name, kind, is_lost, lost_until_ms }) => {
		const known = view.agents.find((agent) => agent.leg === leg);
		return joined$1(view, known ? {
			...known,
			kind
		} : {
			leg,
			agent_name,
			kind,
			is_lost,
			lost_until_ms,
			media: OPEN
		});
	},
	"leg.held": (view, { leg }, atMs) => changed(view, leg, { held_since_ms: atMs }),
	"leg.resumed": (view, { leg }) => changed(view, leg, { held_since_ms: void 0 }),
	"leg.lost": (view, { leg, until_at_ms }) => changed(view, leg, {
		is_lost: true,
		lost_until_ms: until_at_ms
	}),
	"leg.recovered": (view, { leg }) => changed(view, leg, {
		is_lost: false,
		lost_until_ms: void 0
	}),
	"leg.ended": (view, { leg }) => ({
		...view,
		agents: drop$1(view.agents, "leg", leg),
		monitors: drop$1(view.monitors, "leg", leg)
	}),
	"call.connecting": (view, { leg, until_at_ms }) => ({
		...view,
		connecting: [...view.connecting, {
			leg,
			until_at_ms
		}]
	}),
	"call.settled": (view, { leg, ok }) => ok ? view : {
		...view,
		connecting: drop$1(view.connecting, "leg", leg)
	},
	"call.media_changed": (view, { leg, media }) => leg ? changed(view, leg, { media }) : {
		...view,
		media
	},
	...upgradeReducers(),
	"segment.final": (view, data) => ({
		...view,
		segments: [...view.segments, segmentView(view.seq, data)].slice(-200),
		segment_count: view.segment_count + 1,
		partials: drop$1(view.partials, "segment", data.segment)
	}),
	"interaction.ended": (view, { by, reason }, atMs) => ({
		...view,
		ended: {
			at_ms: atMs,
			by,
			reason
		}
	}),
	"interaction.closed": (view, { by, reason }, atMs) => ({
		...view,
		closed: {
			at_ms: atMs,
			by,
			reason
		}
	}),
	"interaction.reopened": (view) => ({
		...view,
		ended: void 0,
		closed: void 0,
		turned_away: void 0
	})
};
// src/client/view/interaction_legs.ts
/** Legs in a view; above it the oldest ended ones go. */
var VIEW_LEGS_MAX = 200;
/** With these fields of one leg changed; a leg that is no longer there changes nothing. */
function changeLeg(view, leg, fields) {
	return {
		...view,
		legs: change(view.legs, "leg", leg, fields)
	};
}
/** The conversation part is not over. Who listens has none. */
var isTalking = (leg) => leg.kind !== "monitor" && leg.state !== "wrapping" && leg.state !== "ended";
var legOf = (view, leg) => view.legs.find((one) => one.leg === leg);
var noIdle = (view) => ({
	...view,
	idle_closes_at_ms: void 0
});
function kept$1(legs) {
	const surplus = legs.filter((leg) => leg.state === "ended").slice(0, Math.max(0, legs.length - VIEW_LEGS_MAX));
	return surplus.length > 0 ? legs.filter((leg) => !surplus.includes(leg)) : legs;
}
function changeWrapUp(view, leg, fields) {
	const wrapUp = legOf(view, leg)?.wrap_up;
	return wrapUp ? changeLeg(view, leg, { wrap_up: {
		...wrapUp,
		...fields
	} }) : view;
}
var LEG_REDUCERS = {
	"leg.started": (view, data, atMs) => {
		const leg = {
			leg: data.leg,
			agent: data.agent ?? "",
			agent_name: data.agent_name,
			kind: data.kind,
			queue: data.queue ?? "",
			queue_name: view.queue_name,
			number: data.number,
			started_at_ms: atMs,
			offer: data.offer,
			by: data.by,
			unseen: data.unseen,
			state: "active",
			opened: false,
			dispositions: [],
			media: {
				muted: false,
				camera_off: false
			}
		};
		const after = {
			...view,
			legs: kept$1(put(view.legs, leg, "leg"))
		};
		return data.kind === "primary" ? {
			...after,
			waiting: void 0,
			idle_closes_at_ms: void 0
		} : after;
	},
	"leg.opened": (view, { leg }) => changeLeg(view, leg, { opened: true }),
	"leg.held": (view, { leg }, atMs) => changeLeg(view, leg, {
		state: "held",
		held_since_ms: atMs
	}),
	"leg.resumed": (view, { leg }) => changeLeg(noIdle(view), leg, {
		state: "active",
		held_since_ms: void 0
	}),
	"leg.lost": (view, { leg, until_at_ms }) => {
		const known = legOf(view, leg);
		return changeLeg(view, leg, {
			state: "lost",
			lost_until_ms: until_at_ms,
			state_before_loss: known?.state === "lost" ? known.state_before_loss : known?.state
		});
	},
	"leg.recovered": (view, { leg }) => {
		const state = legOf(view, leg)?.state_before_loss ?? "active";
		return changeLeg(noIdle(view), leg, {
			state,
			lost_until_ms: void 0,
			state_before_loss: void 0
		});
	},
	"leg.promoted": (view, { leg, kind }) => changeLeg(noIdle(view), leg, { kind }),
	"call.media_changed": (view, { leg, media }) => leg ? changeLeg(view, leg, { media }) : {
		...view,
		consumer_media: media
	},
	"leg.ended": (view, { leg, reason }, atMs) => {
		return changeLeg(view, leg, {
			state: "ended",
			ended_at_ms: atMs,
			end_reason: reason,
			held_since_ms: void 0,
			lost_until_ms: void 0,
			state_before_loss: void 0
		});
	},
	"wrap_up.started": (view, { leg, mandatory, until_at_ms }, atMs) => changeLeg(view, leg, {
		state: "wrapping",
		wrap_up: {
			started_at_ms: atMs,
			mandatory,
			until_at_ms,
			extensions: 0
		}
	}),
	"disposition.saved": (view, { leg, dispositions }) => {
		const known = legOf(view, leg)?.outcome;
		return changeLeg(view, leg, {
			dispositions,
			outcome: known && {
				...known,
				dispositions,
				unset_reason: void 0,
				needs_disposition: false
			}
		});
	},
	"wrap_up.extended": (view, { leg, until_at_ms, extensions }) => changeWrapUp(view, leg, {
		until_at_ms,
		extensions,
		overdue_next_at_ms: void 0
	}),
	"wrap_up.overdue": (view, { leg, next_at_ms }) => changeWrapUp(view, leg, { overdue_next_at_ms: next_at_ms }),
	"wrap_up.completed": (view, data) => {
		const { outcome, dispositions, automatic, unset_reason, needs_disposition } = data;
		const done = {
			outcome,
			dispositions,
			automatic,
			unset_reason,
			needs_disposition
		};
		return changeLeg(view, data.leg, {
			state: "ended",
			outcome: done,
			dispositions
		});
	}
};
// src/client/view/interaction.ts
/** Whose words end an idle warning. */
var PEOPLE = /* @__PURE__ */ new Set([
	"consumer",
	"agent",
	"supervisor"
]);
/** The view after the next event of its stream, hidden and unknown ones included. */
function applyInteraction(view, event, data, atMs) {
	const after = reduce(REDUCERS$1, {
		...view,
		seq: view.seq + 1
	}, event, data, atMs);
	return {
		...after,
		phase: phaseOf(after)
	};
}
/** Where the interaction is, worked out from the rest of the view. */
function phaseOf(view) {
	if (view.closed) return "closed";
	if (view.parked) return "parked";
	if (view.legs.some(isTalking)) return "active";
	if (view.offers.some((offer) => offer.state === "accepting")) return "connecting";
	if (view.offers.some((offer) => offer.state === "pending")) return "offered";
	return view.ended ? "wrapping" : "queued";
}
function endOf({ transfer, agent, target, mode }, { result, reason }, atMs) {
	return {
		transfer,
		agent,
		target,
		mode,
		result,
		ended_at_ms: atMs,
		reason
	};
}
/** Waiting, asking for one agent, and the end. */
var LIFE = {
	"interaction.created": (view, data, atMs) => ({
		...view,
		interaction: data.interaction,
		channel: data.channel,
		consumer: data.consumer,
		subject: data.subject,
		flow: data.flow,
		created_at_ms: atMs,
		created_by: data.created_by ?? "",
		queue: data.queue ?? "",
		top_priority: data.top_priority,
		bonus: data.bonus,
		skills: data.skills,
		ttl_at_ms: data.ttl_at_ms,
		follows: data.follows,
		variables: data.variables.reduce((known, one) => put(known, {
			...one,
			rev: 1
		}, "name"), [])
	}),
	"interaction.queued": (view, data) => ({
		...view,
		queue: data.queue ?? "",
		queue_name: data.queue_name,
		waiting: {
			queue: data.queue ?? "",
			reason: data.reason,
			enqueued_at_ms: data.enqueued_at_ms ?? 0,
			waiting_since_ms: data.waiting_since_ms,
			entered_at_ms: data.entered_at_ms ?? 0,
			max_wait_at_ms: data.max_wait_at_ms,
			hops: data.hops,
			at_front: data.at_front
		}
	}),
	"interaction.overflowed": (view, data) => ({
		...view,
		waiting: void 0,
		closed_target: data.to_queue ? void 0 : "message"
	}),
	"agent.wanted": (view, { agent, purpose, by }) => ({
		...view,
		wanted: {
			agent,
			purpose,
			by
		}
	}),
	"agent.unwanted": (view) => ({
		...view,
		wanted: void 0
	}),
	"interaction.ended": (view, { by, reason }, atMs) => ({
		...view,
		ended: {
			at_ms: atMs,
			by,
			reason
		},
		waiting: void 0,
		consumer_away_until_ms: void 0,
		idle_closes_at_ms: void 0
	}),
	"interaction.closed": (view, { by, reason, target }, atMs) => ({
		...view,
		closed: {
			at_ms: atMs,
			by,
			reason
		},
		closed_target: target
	}),
	"interaction.reopened": (view) => ({
		...view,
		ended: void 0,
		closed: void 0,
		closed_target: void 0
	}),
	"consumer.away": (view, data) => ({
		...view,
		consumer_away: true,
		consumer_away_until_ms: data.until_at_ms
	}),
	"consumer.back": (view) => ({
		...view,
		consumer_away: false,
		consumer_away_until_ms: void 0
	}),
	"interaction.idle_warned": (view, data) => ({
		...view,
		idle_closes_at_ms: data.closes_at_ms
	})
};
/** Offers, transfers, parking. */
var MOVES = {
	"offer.created": (view, data, atMs) => {
		const offer = {
			offer: data.offer,
			agent: data.agent ?? "",
			agent_name: data.agent_name ?? "",
			queue: data.queue,
			purpose: data.purpose,
			acceptance: data.acceptance,
			attempt: data.attempt,
			created_at_ms: atMs,
			expires_at_ms: data.expires_at_ms,
			state: "pending"
		};
		const isWanted = view.wanted !== void 0 && view.wanted.agent === data.agent;
		const offers = [...view.offers, offer].slice(-20);
		return {
			...view,
			offers,
			wanted: isWanted ? void 0 : view.wanted
		};
	},
	"offer.accepting": (view, { offer, expires_at_ms, leg }) => ({
		...view,
		offers: change(view.offers, "offer", offer, {
			state: "accepting",
			expires_at_ms,
			leg
		})
	}),
	"offer.ended": (view, { offer, state, detail, reason }, atMs) => ({
		...view,
		offers: change(view.offers, "offer", offer, {
			state,
			detail,
			reason,
			ended_at_ms: atMs
		})
	}),
	"transfer.started": (view, { transfer, leg, agent, target, mode, note }, atMs) => {
		const after = {
			...view,
			transfer: {
				transfer,
				leg,
				agent,
				target,
				mode,
				started_at_ms: atMs,
				note
			}
		};
		return mode === "warm" ? after : changeLeg(after, leg, { state: "transferring" });
	},
	"transfer.ended": (view, data, atMs) => {
		const last_transfer = view.transfer ? endOf(view.transfer, data, atMs) : view.last_transfer;
		const after = {
			...view,
			transfer: void 0,
			last_transfer
		};
		const sender = after.legs.find((leg) => leg.leg === data.leg && isTalking(leg));
		if (data.result === "completed" || !sender) return after;
		const { queue, queue_name } = sender;
		const back = {
			...after,
			waiting: void 0,
			queue,
			queue_name,
			idle_closes_at_ms: void 0
		};
		if (sender.state === "transferring") return changeLeg(back, sender.leg, { state: "active" });
		if (sender.state_before_loss !== "transferring") return back;
		return changeLeg(back, sender.leg, { state_before_loss: "active" });
	},
	"interaction.parked": (view, { leg, until_at_ms, until_reply }, atMs) => changeLeg({
		...view,
		parked: {
			leg,
			since_ms: atMs,
			until_at_ms,
			until_reply
		}
	}, leg, { state: "parked" }),
	"interaction.unparked": (view, { leg }) => {
		const fields = view.legs.some((one) => one.leg === leg && one.state === "lost") ? { state_before_loss: "active" } : { state: "active" };
		return changeLeg({
			...view,
			parked: void 0,
			idle_closes_at_ms: void 0
		}, leg, fields);
	}
};
var CONTENT = {
	"segment.final": (view, data) => {
		const after = {
			...view,
			partials: drop$1(view.partials, "segment", data.segment)
		};
		const segment = segmentView(view.seq, data);
		if (data.hidden) return {
			...after,
			whispers: [...view.whispers, segment].slice(-50)
		};
		if (data.phase !== "bot" && PEOPLE.has(data.role) && !data.mail?.automatic) after.idle_closes_at_ms = void 0;
		const segments = [...view.segments, segment].slice(-200);
		return {
			...after,
			segments,
			segment_count: view.segment_count + 1
		};
	},
	"transcription.changed": (view, { state }) => ({
		...view,
		transcription: state
	}),
	"note.saved": (view, { note, agent, agent_name, text, rev }, atMs) => ({
		...view,
		notes: put(view.notes, {
			note,
			agent,
			agent_name,
			text,
			rev,
			at_ms: atMs
		}, "note")
	}),
	"mail.state_changed": (view, { mail, state, attempts, next_at_ms, reason }, atMs) => ({
		...view,
		mails: put(view.mails, {
			mail,
			state,
			changed_at_ms: atMs,
			attempts,
			next_at_ms,
			reason
		}, "mail").slice(-200)
	}),
	"draft.saved": (view, { agent, text, rev, mail }) => ({
		...view,
		draft: text || mail ? {
			agent,
			text,
			rev,
			mail
		} : void 0,
		draft_rev: rev
	}),
	"consumer.changed": (view, { consumer }) => ({
		...view,
		consumer
	}),
	"variable.set": (view, { variable, rev }) => {
		const known = view.variables.find((old) => old.name === variable.name)?.rev ?? 0;
		return {
			...view,
			variables: put(view.variables, {
				...variable,
				rev: rev || known + 1
			}, "name")
		};
	},
	"summary.made": (view, { summary }) => ({
		...view,
		summary
	})
};
var REDUCERS$1 = {
	...LIFE,
	...MOVES,
	...LEG_REDUCERS,
	...CONTENT,
	...upgradeReducers()
};
// src/client/view/queue.ts
/** The view after one event of the queue's stream, in either form. */
function applyQueue(view, event, data, atMs) {
	return reduce(REDUCERS, view, event, data, atMs);
}
var REDUCERS = {
	"queue.entered": (view, { waiting, entry }) => {
		if (!entry) return {
			...view,
			waiting
		};
		const known = view.rows.find((row) => row.interaction === entry.interaction);
		const row = known ? {
			...known,
			entry
		} : {
			interaction: entry.interaction,
			entry,
			ringing: [],
			no_takers: false
		};
		return {
			...view,
			waiting,
			rows: put(view.rows, row, "interaction")
		};
	},
	"queue.left": (view, { waiting, interaction }) => ({
		...view,
		waiting,
		rows: interaction === void 0 ? view.rows : drop$1(view.rows, "interaction", interaction)
	}),
	"queue.offered": (view, { interaction, agents }) => ({
		...view,
		rows: change(view.rows, "interaction", interaction, {
			ringing: agents,
			...agents.length > 0 && { no_takers: false }
		})
	}),
	"queue.no_takers": (view, { interaction }) => ({
		...view,
		rows: change(view.rows, "interaction", interaction, { no_takers: true })
	}),
	"queue.members_changed": (view, data) => {
		const present = data.members.reduce((members, member) => put(members, member, "agent"), view.members);
		return {
			...view,
			members: data.left.reduce((members, agent) => drop$1(members, "agent", agent), present)
		};
	},
	"queue.figures": (view, data) => ({
		...view,
		waiting: data.waiting,
		figures: data
	})
};
// src/client/view/views.ts
/** Everything that a client knows: the views of all streams that it reads, keyed by stream. Never changed, replaced. */
var APPLY = {
	AgentView: applyAgent,
	ConsumerView: applyConsumer,
	InteractionView: applyInteraction,
	QueueView: applyQueue
};
/** The class of a stream's view; undefined for a kind of stream that is not known here. */
function viewClass(stream, isConsumer) {
	const kind = stream.split("/", 1)[0];
	if (kind === "agent") return "AgentView";
	if (kind === "queue") return "QueueView";
	return kind !== "interaction" ? void 0 : isConsumer ? "ConsumerView" : "InteractionView";
}
/** The view after the next event of its stream. Hidden and unknown events change nothing but `seq`. */
function apply(cls, view, event, data, atMs) {
	const of = EVENT_CLASS[event];
	const whole = of === void 0 || data === void 0 ? void 0 : complete(of, data);
	return APPLY[cls](view, event, whole, atMs);
}
/** What a client knows; `own` is its own stream. */
var Views = class Views {
	own;
	isConsumer;
	views;
	constructor(own = "", isConsumer = false, views = {}) {
		this.own = own;
		this.isConsumer = isConsumer;
		this.views = views;
	}
	/** The agent's own view; undefined until its snapshot came. */
	get agent() {
		return this.views[this.own];
	}
	/** An interaction that is read; a consumer's is a `ConsumerView`. */
	interaction(id) {
		return this.views[`interaction/${id}`];
	}
	/** A consumer's own interaction. */
	conversation(id) {
		return this.views[`interaction/${id}`];
	}
	queue(id) {
		return this.views[`queue/${id}`];
	}
	get streams() {
		return Object.keys(this.views);
	}
	of(stream) {
		return this.views[stream];
	}
	owned(own, isConsumer) {
		return new Views(own, isConsumer, this.views);
	}
	/** The stream begins, or begins anew. */
	withSnapshot(stream, state) {
		const cls = viewClass(stream, this.isConsumer);
		return cls ? this.with(stream, complete(cls, state)) : this;
	}
	/** The next event of a stream; ignored when the stream has not begun. */
	withEvent(stream, event, data, atMs) {
		const cls = viewClass(stream, this.isConsumer);
		const view = this.views[stream];
		return cls && view ? this.with(stream, apply(cls, view, event, data, atMs)) : this;
	}
	/** What is being said goes into its interaction; other passing facts are the user's own affair. */
	withPassing(stream, event, data) {
		const view = this.views[stream];
		if (event !== "segment.partial" || !view || !("partials" in view)) return this;
		return this.with(stream, withPartial(view, complete("SegmentPartial", data)));
	}
	/** The stream is no longer read. */
	without(stream) {
		const { [stream]: _, ...views } = this.views;
		return new Views(this.own, this.isConsumer, views);
	}
	with(stream, view) {
		return new Views(this.own, this.isConsumer, {
			...this.views,
			[stream]: view
		});
	}
};
// src/client/streams.ts
var Streams = class {
	views = new Views();
	/** Streams that the server told of by itself or that were asked for; a new session asks again. */
	wanted = /* @__PURE__ */ new Set();
	places = /* @__PURE__ */ new Map();
	parts = /* @__PURE__ */ new Map();
	unacked = /* @__PURE__ */ new Set();
	/** For a hello, at most as many as it holds. */
	positions(max) {
		return Object.fromEntries([...this.places].slice(0, max));
	}
	/** For a subscribe; undefined: from a snapshot. */
	position(stream) {
		return this.places.get(stream);
	}
	/** Whether the whole snapshot is here now. One that nobody wants is dropped. */
	snapshot(part) {
		if (!this.wanted.has(part.stream)) return false;
		const first = this.parts.get(part.stream)?.[0];
		const parts = first?.epoch === part.epoch && first.seq === part.seq && first.parts === part.parts ? [...this.parts.get(part.stream) ?? [], part] : [part];
		this.parts.set(part.stream, parts);
		if (parts.length < (part.parts ?? 1)) return false;
		this.parts.delete(part.stream);
		const inOrder = parts.sort((a, b) => (a.part ?? 1) - (b.part ?? 1));
		this.views = this.views.withSnapshot(part.stream, joined(inOrder.map((one) => one.state)));
		this.places.set(part.stream, [part.epoch, part.seq]);
		this.unacked.add(part.stream);
		return true;
	}
	/** What became of an event. One of a stream that nobody wants any more is as good as known. */
	event({ stream, seq, event, data, at_ms }) {
		if (!this.wanted.has(stream)) return "duplicate";
		const position = this.places.get(stream);
		if (!position || seq > position[1] + 1) return "gap";
		if (seq <= position[1]) return "duplicate";
		this.places.set(stream, [position[0], seq]);
		this.views = this.views.withEvent(stream, event, data, at_ms);
		this.unacked.add(stream);
		return "apply";
	}
	passing({ stream, event, data }) {
		this.views = this.views.withPassing(stream, event, data);
	}
	/** Not read any more: neither wanted, nor known. */
	forget(stream) {
		this.wanted.delete(stream);
		this.unacked.delete(stream);
		this.places.delete(stream);
		this.parts.delete(stream);
		this.views = this.views.without(stream);
	}
	/** What to acknowledge now. */
	takeAcks() {
		const acks = [...this.unacked].map((stream) => [stream, this.places.get(stream)?.[1] ?? 0]);
		this.unacked.clear();
		return Object.fromEntries(acks);
	}
	/** Half a snapshot is worth nothing, and the next connection counts its acks by itself. */
	disconnected() {
		this.parts.clear();
		this.unacked.clear();
	}
};
/** Of the parts of a large state: arrays one after the other, objects merged, anything else stands in one part. */
function joined(parts) {
	const whole = {};
	for (const part of parts) for (const [name, value] of Object.entries(part)) {
		const known = whole[name];
		if (Array.isArray(known) && Array.isArray(value)) whole[name] = [...known, ...value];
		else if (isObject(known) && isObject(value)) whole[name] = {
			...known,
			...value
		};
		else whole[name] = value;
	}
	return whole;
}
var isObject = (value) => typeof value === "object" && value !== null;
// src/client/client.ts
/** Acknowledged this long after it arrived; a ring at once. */
var ACK_MS = 1e3;
var Client = class {
	options;
	connection = { state: "connecting" };
	principal;
	session;
	/** What the server said that this version does not know. */
	ignored = 0;
	streams = new Streams();
	asking;
	/** Streams whose subscription has no reply yet: it is sent again by itself. */
	asked = /* @__PURE__ */ new Set();
	listeners = /* @__PURE__ */ new Set();
	device;
	random;
	socket;
	/** What this server allows, by name; before its welcome what this client knows. */
	limits = {};
	welcomeAt = {
		serverMs: 0,
		localMs: 0
	};
	isResumed = false;
	failures = 0;
	toldMs;
	again;
	acks;
	constructor(options) {
		this.options = options;
		this.device = options.device ?? newName("dev");
		this.random = options.random ?? Math.random;
		this.asking = new Asking((text) => this.socket?.send(text), this.random);
		this.session = options.keep?.load();
	}
	/** What is known now. Never changed, replaced by every event. */
	get views() {
		return this.streams.views;
	}
	get isLive() {
		return this.connection.state === "live";
	}
	/** The server's clock: count down to `*_at_ms` by it, not by the clock of this machine. */
	serverNowMs() {
		return this.welcomeAt.serverMs + Math.round(performance.now() - this.welcomeAt.localMs);
	}
	/** From now on; returns what ends it. */
	listen(listener) {
		this.listeners.add(listener);
		return () => void this.listeners.delete(listener);
	}
	/** Connects, and stays connected until the session is over. After that it begins a new session. */
	start() {
		this.asking.begin();
		this.toConnection({ state: "connecting" });
		this.dial();
		return this;
	}
	/** Live for the first time, or again. Rejects with SessionOver. */
	async ready() {
		while (!this.isLive && !this.over) await this.change();
		if (this.over) throw this.over;
	}
	get over() {
		const now = this.connection;
		return now.state === "over" ? new SessionOver(now.code, now.reason) : void 0;
	}
	/** The network is back, or the page is seen again: do not wait any longer. */
	nudge() {
		if (this.connection.state === "live") this.socket?.probe();
		if (this.connection.state !== "lost" || !this.again) return;
		clearTimeout(this.again);
		this.dial();
	}
	/** Signs out: the session ends at once. */
	signOut() {
		this.socket?.send({ type: "bye" });
		if (this.socket) this.socket.close(1e3);
		else this.ended(1e3, "normal");
	}
	/** The connection fails, as networks do. It comes back by itself. For tests of desks. */
	cut() {
		this.socket?.drop("cut");
	}
	async dial() {
		this.again = void 0;
		const { token } = this.options;
		let bearer;
		try {
			bearer = typeof token === "string" ? token : await token();
		} catch {
			return this.gone(LOST, "no token");
		}
		if (this.connection.state === "over") return;
		const make = this.options.WebSocket ?? WebSocket;
		const positions = (max) => this.streams.positions(max);
		this.socket = new Socket(make, this.options.url, {
			opened: () => this.socket?.send(helloText(this.options, this.device, bearer, this.session, positions)),
			frame: (frame) => this.frame(frame),
			gone: (code, reason) => this.gone(code, reason)
		});
	}
	gone(code, reason) {
		this.failures = this.isLive ? 0 : this.failures + 1;
		this.socket = void 0;
		this.streams.disconnected();
		this.asking.disconnected();
		clearTimeout(this.acks);
		this.acks = void 0;
		const renews = typeof this.options.token === "function";
		const next = plan(code, {
			attempt: this.failures,
			random: this.random,
			toldMs: this.toldMs,
			renews
		});
		this.toldMs = void 0;
		if (!next) return this.ended(code, reason);
		if (!next.keepsSession) this.forgetSession();
		this.toConnection({
			state: "lost",
			code,
			reason,
			waitMs: next.waitMs
		});
		this.again = setTimeout(() => void this.dial(), next.waitMs);
	}
	ended(code, reason) {
		clearTimeout(this.again);
		this.forgetSession();
		this.toConnection({
			state: "over",
			code,
			reason
		});
		this.asking.end(new SessionOver(code, reason));
	}
	forgetSession() {
		this.session = void 0;
		this.options.keep?.clear();
	}
	/**
	* Carries out a command and returns its result; then it is durable. Survives reconnects: without a reply it is sent
	* again under the same key. Rejects with CommandFailed or SessionOver.
	*/
	ask(method, params, options = {}) {
		return this.asking.ask(method, params, options);
	}
	/** Read a stream (`queue/que_2`); it is in the views when this resolves, and stays across reconnects. */
	async subscribe(stream) {
		this.streams.wanted.add(stream);
		this.asked.add(stream);
		try {
			await this.ask("stream.subscribe", {
				stream,
				pos: this.streams.position(stream)
			});
		} catch (error) {
			if (error instanceof CommandFailed) this.streams.forget(stream);
			throw error;
		} finally {
			this.asked.delete(stream);
		}
		while (this.streams.wanted.has(stream) && !this.streams.position(stream) && !this.over) await this.change();
		if (this.over) throw this.over;
	}
	/** Read it no longer; the views forget it. */
	async unsubscribe(stream) {
		this.streams.forget(stream);
		await this.ask("stream.unsubscribe", { stream });
	}
	change() {
		return new Promise((resolve) => {
			const end = this.listen(() => (end(), resolve()));
		});
	}
	readAgain(stream) {
		if (!this.asked.has(stream)) this.subscribe(stream).catch(() => this.ignored += 1);
	}
	frame(frame) {
		if (frame.type === "event") this.event(frame);
		else if (frame.type === "ephemeral") this.passing(frame);
		else if (frame.type === "reply") this.asking.settle(frame);
		else if (frame.type === "snapshot") this.snapshot(frame);
		else if (frame.type === "welcome") this.welcomed(frame);
		else if (frame.type === "caught_up") this.caughtUp(frame.id);
		else if (frame.type === "ping") this.socket?.send({
			type: "pong",
			id: frame.id
		});
		else if (frame.type === "notice") this.noticed(frame);
		else if (frame.type !== "pong") this.ignored += 1;
		this.tell({ what: "changed" });
	}
	caughtUp(id) {
		if (id === "hello") this.toConnection({
			state: "live",
			resumed: this.isResumed
		});
	}
	passing(frame) {
		this.streams.passing(frame);
		this.tell({
			what: "passing",
			frame
		});
	}
	welcomed(welcome) {
		const { id, token, resumed } = welcome.session;
		this.session = {
			id,
			token
		};
		this.options.keep?.save(this.session);
		this.isResumed = resumed;
		this.welcomeAt = {
			serverMs: welcome.server.at_ms,
			localMs: performance.now()
		};
		this.principal = welcome.principal;
		this.socket?.beat(welcome.heartbeat.interval_ms, welcome.heartbeat.timeout_ms);
		const isConsumer = welcome.principal.kind === "consumer";
		this.streams.views = this.streams.views.owned(`agent/${welcome.principal.id}`, isConsumer);
		this.limits = welcome.limits;
		this.asking.connected(welcome.limits["in_flight"] ?? LIMITS.COMMANDS_IN_FLIGHT_MAX);
		this.follow(welcome.streams ?? {});
	}
	follow(streams) {
		for (const [stream, { reason }] of Object.entries(streams)) if (reason === "forbidden" || reason === "unknown") this.streams.forget(stream);
		else this.streams.wanted.add(stream);
		for (const stream of this.streams.wanted) if (!(stream in streams)) this.readAgain(stream);
	}
	event(frame) {
		const arrival = this.streams.event(frame);
		if (arrival === "gap") this.readAgain(frame.stream);
		if (arrival !== "apply") return;
		this.tell({
			what: "event",
			frame
		});
		this.acknowledge(frame.event === "offer.created");
	}
	snapshot(part) {
		if (!this.streams.snapshot(part)) return;
		this.tell({
			what: "snapshot",
			stream: part.stream
		});
		this.acknowledge(true);
	}
	noticed(notice) {
		if (notice.notice === "draining") this.toldMs = notice.reconnect_in_ms;
		if (notice.notice === "unsubscribed" && notice.stream) this.streams.forget(notice.stream);
		if (notice.notice === "token_expiring") this.refresh();
		this.tell({
			what: "notice",
			notice
		});
	}
	/** A newer token in band; if that fails, the expiry closes the connection and the next hello asks again. */
	async refresh() {
		const { token } = this.options;
		if (typeof token !== "function") return;
		try {
			await this.ask("auth.refresh", { token: await token() });
		} catch {
			this.ignored += 1;
		}
	}
	acknowledge(isUrgent) {
		if (this.acks && !isUrgent) return;
		clearTimeout(this.acks);
		const send = () => {
			this.acks = void 0;
			this.socket?.send({
				type: "ack",
				pos: this.streams.takeAcks()
			});
		};
		this.acks = setTimeout(send, isUrgent ? 0 : ACK_MS);
	}
	toConnection(connection) {
		this.connection = connection;
		this.tell({
			what: "connection",
			connection
		});
	}
	tell(told) {
		for (const listener of [...this.listeners]) listener(told);
	}
};
// src/client/told.ts
/** In a tab: the session of this tab, across its reloads. */
function keptIn(storage, name) {
	return {
		load: () => {
			const [id, token] = (storage.getItem(name) ?? "").split(" ");
			return id && token ? {
				id,
				token
			} : void 0;
		},
		save: ({ id, token }) => storage.setItem(name, `${id} ${token}`),
		clear: () => storage.removeItem(name)
	};
}
// src/widget/http.ts
/** The few questions that have no socket yet: which queues there are, begin a conversation, another token. */
/** The server said no. `code` is the protocol's; `path` names the field at fault. */
var Refused = class extends Error {
	code;
	retryAfterMs;
	path;
	constructor(code, retryAfterMs, path) {
		super(code);
		this.code = code;
		this.retryAfterMs = retryAfterMs;
		this.path = path;
		this.name = "Refused";
	}
};
/** The server did not answer: no network, or none that understood us. */
var Unreachable = class extends Error {
	name = "Unreachable";
};
var PATIENCE_MS = 15e3;
/** A question without a body, a command with one. Rejects with Refused or Unreachable. */
async function ask(path, { body, key, token } = {}) {
	const headers = {};
	if (body) headers["content-type"] = "application/json";
	if (key) headers["idempotency-key"] = key;
	if (token) headers["authorization"] = `Bearer ${token}`;
	let answer;
	let told;
	try {
		const how = body ? {
			method: "POST",
			body: JSON.stringify(body)
		} : {};
		answer = await fetch(path, {
			...how,
			headers,
			credentials: "omit",
			signal: AbortSignal.timeout(PATIENCE_MS)
		});
		told = await answer.json();
	} catch {
		throw new Unreachable(path);
	}
	if (answer.ok) return told;
	const { error } = told;
	throw new Refused(error?.code ?? "internal", error?.retry_after_ms ?? 0, error?.details?.path ?? "");
}
// src/widget/storage.ts
/** What is kept in the browser. A frame of another site may be forbidden to: then until the page is left. */
function usable(name) {
	try {
		const storage = window[name];
		storage.setItem("ringline.try", "");
		storage.removeItem("ringline.try");
		return storage;
	} catch {
		return inMemory();
	}
}
function inMemory() {
	const kept = /* @__PURE__ */ new Map();
	return {
		get length() {
			return kept.size;
		},
		clear: () => kept.clear(),
		getItem: (key) => kept.get(key) ?? null,
		key: (index) => [...kept.keys()][index] ?? null,
		removeItem: (key) => void kept.delete(key),
		setItem: (key, value) => void kept.set(key, value)
	};
}
/** Of this site, in all its tabs. */
var ofSite = usable("localStorage");
/** Of this tab. */
var ofTab = usable("sessionStorage");
/** What was kept as JSON; `instead` when there is nothing that can be read. */
function read(storage, name, instead) {
	try {
		return JSON.parse(storage.getItem(name) ?? "null") ?? instead;
	} catch {
		return instead;
	}
}
function write(storage, name, value) {
	if (value === void 0) storage.removeItem(name);
	else storage.setItem(name, JSON.stringify(value));
}
// src/widget/conversation.ts
/**
* The consumer's conversation: a session that comes back by itself, and what it knows as signals.
*
* none --begun, or adopted--> kept in this site --hello--> live <--> lost --token gone, stopped--> over
*   ^------------------------------- left by the consumer's wish ------------------------------------|
*/
/** Half of a token's life: then another one is asked for. */
var RENEW_MS = 18e5;
var TICK_MS = 1e3;
/** Who has not written on for so long has stopped. */
var TYPING_MS$1 = 6e3;
var RESTART = 4e3;
var SUPERSEDED = 4305;
var NO_GOOD = /* @__PURE__ */ new Set([
	"unauthenticated",
	"forbidden",
	"not_found"
]);
var WRITERS = /* @__PURE__ */ new Set([
	"agent",
	"supervisor",
	"bot",
	"service"
]);
var kept = y$1(void 0);
var client = y$1(void 0);
var views = y$1(new Views());
var connection = y$1({ state: "connecting" });
var isRestarting = y$1(false);
var isOnline = y$1(navigator.onLine);
var place = y$1(void 0);
/** Who is writing. */
var writer = y$1("");
/** Until when somebody has to say a word. */
var idleUntilMs = y$1(void 0);
/** The token opens nothing any more. */
var isExpired = y$1(false);
/** The server's clock. */
var now = y$1(Date.now());
var view = O(() => kept.value ? views.value.conversation(kept.value.interaction) : void 0);
var isOver = O(() => view.value?.phase === "closed");
/** Open in another tab of this very session. */
var isElsewhere = O(() => connection.value.state === "over" && connection.value.code === SUPERSEDED);
var hearers = /* @__PURE__ */ new Set();
var passers = /* @__PURE__ */ new Set();
var scope = "ringline.widget";
var quiet;
/** Hear every numbered event. */
function onEvent(hearer) {
	hearers.add(hearer);
}
/** Hear what is told in passing. */
function onPassing(hearer) {
	passers.add(hearer);
}
/** The name under which this page keeps something. */
function keptAs(what) {
	return `${scope}.${what}`;
}
/** After a reload: the conversation of this site goes on. `name`: which of this server's pages it is. */
function goOn(name) {
	scope = `ringline.${name}`;
	const known = read(ofSite, keptAs("conversation"), void 0);
	if (known) open(known);
}
/** It has begun: be its consumer. */
function adopt({ interaction, consumer_token }) {
	ofTab.removeItem(keptAs("session"));
	open({
		interaction,
		token: consumer_token,
		atMs: Date.now()
	});
}
/** Back to the beginning. What is over is forgotten, on this browser. */
function leave() {
	client.value?.signOut();
	kept.value = client.value = place.value = idleUntilMs.value = void 0;
	views.value = new Views();
	connection.value = { state: "connecting" };
	[isExpired.value, isRestarting.value, writer.value] = [
		false,
		false,
		""
	];
	write(ofSite, keptAs("conversation"), void 0);
}
function open(known) {
	keep(known);
	const made = new Client({
		url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`,
		token,
		device: device(),
		name: "ringline-widget",
		keep: keptIn(ofTab, keptAs("session"))
	});
	made.listen((told) => hear$1(made, told));
	client.value = made;
	made.start();
}
function keep(known) {
	kept.value = known;
	write(ofSite, keptAs("conversation"), known);
}
function device() {
	const known = ofTab.getItem("ringline.device") ?? newName("dev");
	ofTab.setItem("ringline.device", known);
	return known;
}
/** The token; a fresh one when it is old. Rejects when nobody answers: then the client tries again. */
async function token() {
	const known = kept.value;
	if (!known || Date.now() - known.atMs < RENEW_MS) return known?.token ?? "";
	const path = `/v1/interactions/${known.interaction}/tokens`;
	try {
		const fresh = await ask(path, {
			body: {},
			token: known.token
		});
		if (kept.value !== known) return known.token;
		keep({
			...known,
			token: fresh.consumer_token,
			atMs: Date.now()
		});
		return fresh.consumer_token;
	} catch (error) {
		if (!(error instanceof Refused) || !NO_GOOD.has(error.code)) throw error;
		isExpired.value = true;
		client.value?.signOut();
		return known.token;
	}
}
function hear$1(from, told) {
	if (client.value !== from) return;
	if (told.what === "changed") views.value = from.views;
	if (told.what === "event") heard(told.frame);
	if (told.what === "passing") for (const passer of passers) passer(told.frame);
	if (told.what === "passing" && told.frame.event === "place") place.value = told.frame.data;
	if (told.what === "passing" && told.frame.event === "typing") wrote(told.frame.data);
	if (told.what === "connection") connected(told.connection);
}
function heard(frame) {
	if (frame.event === "interaction.idle_warned") idleUntilMs.value = frame.data.closes_at_ms;
	if (frame.event === "segment.final") [idleUntilMs.value, writer.value] = [void 0, ""];
	if (frame.event === "interaction.queued" || frame.event === "leg.started") place.value = void 0;
	for (const hearer of hearers) hearer(frame);
}
function wrote({ role, participant, typing }) {
	if (!WRITERS.has(role)) return;
	clearTimeout(quiet);
	writer.value = typing ? participant || role : "";
	if (typing) quiet = setTimeout(() => writer.value = "", TYPING_MS$1);
}
function connected(next) {
	connection.value = next;
	if (next.state === "live") isRestarting.value = false;
	if (next.state !== "lost") return;
	[place.value, writer.value] = [void 0, ""];
	if (next.code === RESTART) isRestarting.value = true;
	if (Math.trunc(next.code / 100) === 42 && kept.value) keep({
		...kept.value,
		atMs: 0
	});
}
setInterval(() => now.value = client.value?.principal ? client.value.serverNowMs() : Date.now(), TICK_MS);
addEventListener("online", () => (isOnline.value = true, client.value?.nudge()));
addEventListener("offline", () => isOnline.value = false);
document.addEventListener("visibilitychange", () => document.hidden || client.value?.nudge());
// src/widget/words_en.ts
/** What a consumer reads, in English. `{name}` is filled in. */
var EN = {
	"call.voice": "Call",
	"call.video": "Video call",
	"call.region": "Call",
	"call.connecting": "Connecting you …",
	"call.broken": "The connection of the call is being restored …",
	"call.failed_agent": "The connection to our side did not come about. You keep your place in line.",
	"call.failed_consumer": "Your microphone could not be connected. You keep your place in line.",
	"call.failed_other": "The call did not come about. You keep your place in line.",
	"call.elsewhere": "The call goes on in another tab.",
	"call.here": "Take the call here",
	"call.mute": "Mute",
	"call.unmute": "Unmute",
	"call.camera_off": "Camera off",
	"call.camera_on": "Camera on",
	"call.tone_off": "Tone off",
	"call.tone_on": "Tone on",
	"call.hang_up": "Hang up",
	"call.audioinput": "Microphone",
	"call.videoinput": "Camera",
	"call.your_video": "Your picture",
	"call.denied": "The browser does not let us use your microphone. Allow it beside the address of this page, then try again.",
	"call.no_device": "No microphone was found. Connect one, then try again.",
	"call.busy": "Another program is using your microphone. Close it, then try again.",
	"call.unsupported": "Calls need a secure page (https) and a current browser.",
	"call.begin": "Or talk with us",
	"call.waiting": "You are in line. We call you here as soon as somebody is free.",
	"call.talking": "In the call",
	"call.held": "You are on hold. Nobody hears you.",
	"call.again": "Try again",
	"call.somebody": "Our side",
	"call.pad": "Dial",
	"call.dialled": "Dialled",
	"call.tones": "The other side dialled {digits}",
	"call.devices": "Devices",
	"call.device": "Device {number}",
	"call.pip": "Picture in picture",
	"call.no_pip": "The browser shows no picture in picture now.",
	"call.their_muted": "muted",
	"call.their_camera_off": "camera off",
	"call.their_held": "on hold",
	"call.their_away": "connection lost",
	"call.their_video": "Picture and sound of {name}",
	"call.listens": "{name} is listening to the call.",
	"call.quality_good": "Good",
	"call.quality_fair": "Fair connection",
	"call.quality_poor": "Poor connection",
	"call.loss": "{percent} % lost",
	"upgrade.voice": "Talk instead",
	"upgrade.video": "With video",
	"upgrade.region": "Another channel",
	"upgrade.they_voice": "{name} would like to talk with you. Your microphone is asked for if you agree.",
	"upgrade.they_video": "{name} would like to see you, too. Your camera is asked for if you agree.",
	"upgrade.asked": "{name} is asked …",
	"upgrade.connecting": "Connecting …",
	"upgrade.accept": "Agree",
	"upgrade.refuse": "No, thank you",
	"upgrade.withdraw": "Take it back",
	"upgrade.refused": "Not now. You can go on writing.",
	"upgrade.withdrawn": "The call was taken back. You can go on writing.",
	"upgrade.expired": "Nobody answered in time. You can go on writing.",
	"upgrade.canceled": "Something came between.",
	"upgrade.failed": "The call did not come about. You can go on writing.",
	"upgrade.at_capacity": "No call is possible now. You can go on writing.",
	"upgrade.no_camera": "There is no camera: you are heard, and not seen.",
	"app.title": "Chat",
	"app.menu": "Menu",
	"app.language": "Language",
	"app.minimize": "Close the chat window",
	"app.connecting": "Connecting …",
	"app.loading": "One moment …",
	"span.moment": "less than a minute",
	"form.title": "How can we help?",
	"form.queue": "Topic",
	"form.name": "Your name",
	"form.email": "Email",
	"form.phone": "Phone",
	"form.text": "Your message",
	"form.optional": "optional",
	"form.start": "Start the chat",
	"form.starting": "Starting …",
	"form.none": "There is no chat here at the moment.",
	"form.none_help": "The operator has opened no queue to this page.",
	"form.again": "Look again",
	"away.closed": "We are closed now.",
	"away.queue_full": "Too many people are waiting right now.",
	"away.no_agents": "Nobody is there right now.",
	"away.max_wait": "Sorry: nobody became free in time.",
	"away.other": "This conversation could not be taken.",
	"away.opens": "We open again on {when}.",
	"away.help": "Please try again later.",
	"error.rate_limited": "Too many conversations were begun from here. Try again in {wait}.",
	"error.forbidden": "This page may not begin a conversation here.",
	"error.not_found": "This queue is not open to the chat any more.",
	"error.bad_request": "Please check what you filled in.",
	"error.too_large": "That is too long. Please shorten it.",
	"error.unreachable": "No answer. Check your connection and try again: what you wrote is kept.",
	"error.other": "That did not work. Please try again.",
	"wait.title": "You are in line",
	"wait.next": "You are next.",
	"wait.place": "You are number {position} of {waiting} in line.",
	"wait.about": "About {wait} to go, as things move now.",
	"wait.unknown": "We cannot tell yet how long it takes.",
	"wait.busy": "Everybody is busy or away at the moment. You keep your place.",
	"wait.since": "You have been waiting for {wait}.",
	"wait.hint": "You can already write: whoever answers will read it.",
	"chat.said": "Conversation",
	"chat.write": "Write a message",
	"chat.send": "Send",
	"chat.sending": "sending …",
	"chat.sent": "sent",
	"chat.failed": "not sent",
	"chat.retry": "Try again",
	"chat.drop": "Discard",
	"chat.new_below": "New messages",
	"chat.typing": "{name} is writing …",
	"chat.you": "You",
	"chat.earlier": "Earlier messages are in the transcript, which you can download.",
	"chat.end": "End the conversation",
	"chat.end_sure": "End this conversation?",
	"chat.end_yes": "End it",
	"chat.end_no": "Go on",
	"chat.download": "Download the transcript",
	"chat.downloading": "Preparing the transcript …",
	"chat.new": "Start a new conversation",
	"role.bot": "Bot",
	"role.agent": "Agent",
	"role.supervisor": "Supervisor",
	"role.service": "Service",
	"role.system": "Notice",
	"state.hold": "{name} has put you on hold. You keep your place.",
	"state.lost": "{name} lost the connection. You keep your place.",
	"state.lost_until": "{name} lost the connection. You keep your place: if they are not back in time, you are first in line.",
	"state.idle": "Still there? Without a word this closes in",
	"line.joined": "{name} has joined.",
	"line.left": "{name} has left.",
	"line.held": "{name} put you on hold.",
	"line.resumed": "{name} is back.",
	"line.lost": "{name} lost the connection. You keep your place.",
	"line.recovered": "{name} is connected again.",
	"line.transfer": "You are being passed on: {queue}.",
	"line.release": "You are back in line: {queue}.",
	"line.agent_lost": "{queue}: you are first in line for the next agent.",
	"line.overflow": "You are now in line for {queue}.",
	"line.idle": "Nobody has written for a while.",
	"over.consumer": "You ended the conversation.",
	"over.agent": "{name} ended the conversation.",
	"over.agent_unknown": "The agent ended the conversation.",
	"over.inactivity": "The conversation ended because nobody wrote for a while.",
	"over.away": "The conversation ended because you were away for too long.",
	"over.expired": "The conversation ended: nobody became free in time.",
	"over.other": "The conversation is over.",
	"link.lost": "Connection lost. Reconnecting … You keep your place.",
	"link.restart": "The server is restarting. You keep your place; reconnecting …",
	"link.offline": "You are offline. What you write is kept here and sent when you are back.",
	"link.retry": "Try now",
	"gone.superseded": "The chat is open in another tab.",
	"gone.here": "Go on here",
	"gone.expired": "This conversation can no longer be opened here.",
	"gone.stopped": "The connection was ended ({reason}).",
	"gone.anew": "Try again",
	"file.title": "Conversation with {queue}",
	"file.name": "conversation"
};
// src/widget/words_es.ts
/** What a consumer reads, in Spanish. */
var ES = {
	"call.voice": "Llamar",
	"call.video": "Videollamada",
	"call.region": "Llamada",
	"call.connecting": "Conectando …",
	"call.broken": "Se está restableciendo la conexión de la llamada …",
	"call.failed_agent": "No se pudo conectar con nuestro lado. Conserva su puesto en la cola.",
	"call.failed_consumer": "No se pudo conectar su micrófono. Conserva su puesto en la cola.",
	"call.failed_other": "La llamada no se pudo establecer. Conserva su puesto en la cola.",
	"call.elsewhere": "La llamada continúa en otra pestaña.",
	"call.here": "Tomar la llamada aquí",
	"call.mute": "Silenciar",
	"call.unmute": "Hablar",
	"call.camera_off": "Sin cámara",
	"call.camera_on": "Con cámara",
	"call.tone_off": "Sin tono",
	"call.tone_on": "Con tono",
	"call.hang_up": "Colgar",
	"call.audioinput": "Micrófono",
	"call.videoinput": "Cámara",
	"call.your_video": "Su imagen",
	"call.denied": "El navegador no nos deja usar su micrófono. Permítalo junto a la dirección de esta página e inténtelo de nuevo.",
	"call.no_device": "No se encontró ningún micrófono. Conecte uno e inténtelo de nuevo.",
	"call.busy": "Otro programa está usando su micrófono. Ciérrelo e inténtelo de nuevo.",
	"call.unsupported": "Las llamadas necesitan una página segura (https) y un navegador actual.",
	"call.begin": "O hable con nosotros",
	"call.waiting": "Está en la cola. Le llamaremos aquí en cuanto alguien quede libre.",
	"call.talking": "En la llamada",
	"call.held": "Está en retención. Nadie le oye.",
	"call.again": "Intentar de nuevo",
	"call.somebody": "Nuestro lado",
	"call.pad": "Marcar",
	"call.dialled": "Marcado",
	"call.tones": "El otro lado ha marcado {digits}",
	"call.devices": "Dispositivos",
	"call.device": "Dispositivo {number}",
	"call.pip": "Imagen flotante",
	"call.no_pip": "El navegador no muestra ahora la imagen flotante.",
	"call.their_muted": "silenciado",
	"call.their_camera_off": "cámara apagada",
	"call.their_held": "en retención",
	"call.their_away": "conexión perdida",
	"call.their_video": "Imagen y sonido de {name}",
	"call.listens": "{name} está escuchando la llamada.",
	"call.quality_good": "Buena",
	"call.quality_fair": "Conexión aceptable",
	"call.quality_poor": "Mala conexión",
	"call.loss": "{percent} % perdido",
	"upgrade.voice": "Hablar",
	"upgrade.video": "Con vídeo",
	"upgrade.region": "Otro canal",
	"upgrade.they_voice": "{name} quiere hablar con usted. Si acepta, se le pedirá el micrófono.",
	"upgrade.they_video": "{name} también quiere verle. Si acepta, se le pedirá la cámara.",
	"upgrade.asked": "Se pregunta a {name} …",
	"upgrade.connecting": "Conectando …",
	"upgrade.accept": "De acuerdo",
	"upgrade.refuse": "No, gracias",
	"upgrade.withdraw": "Retirar",
	"upgrade.refused": "Ahora no es posible. Puede seguir escribiendo.",
	"upgrade.withdrawn": "La llamada se ha retirado. Puede seguir escribiendo.",
	"upgrade.expired": "Nadie respondió a tiempo. Puede seguir escribiendo.",
	"upgrade.canceled": "Algo se interpuso.",
	"upgrade.failed": "La llamada no se estableció. Puede seguir escribiendo.",
	"upgrade.at_capacity": "Ahora no es posible llamar. Puede seguir escribiendo.",
	"upgrade.no_camera": "No hay cámara: se le oye y no se le ve.",
	"app.title": "Chat",
	"app.menu": "Menú",
	"app.language": "Idioma",
	"app.minimize": "Cerrar la ventana del chat",
	"app.connecting": "Conectando …",
	"app.loading": "Un momento …",
	"span.moment": "menos de un minuto",
	"form.title": "¿En qué podemos ayudarle?",
	"form.queue": "Tema",
	"form.name": "Su nombre",
	"form.email": "Correo electrónico",
	"form.phone": "Teléfono",
	"form.text": "Su mensaje",
	"form.optional": "opcional",
	"form.start": "Empezar el chat",
	"form.starting": "Empezando …",
	"form.none": "En este momento no hay chat aquí.",
	"form.none_help": "El operador no ha abierto ninguna cola a esta página.",
	"form.again": "Volver a mirar",
	"away.closed": "Ahora estamos cerrados.",
	"away.queue_full": "Ahora mismo espera demasiada gente.",
	"away.no_agents": "Ahora mismo no hay nadie.",
	"away.max_wait": "Lo sentimos: nadie quedó libre a tiempo.",
	"away.other": "No se ha podido atender esta conversación.",
	"away.opens": "Volvemos a abrir el {when}.",
	"away.help": "Inténtelo más tarde, por favor.",
	"error.rate_limited": "Desde aquí se han empezado demasiadas conversaciones. Inténtelo de nuevo en {wait}.",
	"error.forbidden": "Esta página no puede empezar conversaciones aquí.",
	"error.not_found": "Esta cola ya no está abierta al chat.",
	"error.bad_request": "Revise lo que ha rellenado, por favor.",
	"error.too_large": "Es demasiado largo. Acórtelo, por favor.",
	"error.unreachable": "No hay respuesta. Revise su conexión e inténtelo de nuevo: lo que ha escrito se conserva.",
	"error.other": "No ha funcionado. Inténtelo de nuevo, por favor.",
	"wait.title": "Está en la cola",
	"wait.next": "Es la siguiente persona.",
	"wait.place": "Ocupa el puesto {position} de {waiting} en la cola.",
	"wait.about": "Faltan unos {wait}, según avanza ahora.",
	"wait.unknown": "Todavía no podemos decir cuánto tardará.",
	"wait.busy": "Ahora mismo todos están ocupados o ausentes. Conserva su puesto.",
	"wait.since": "Lleva esperando {wait}.",
	"wait.hint": "Ya puede escribir: quien le atienda lo leerá.",
	"chat.said": "Conversación",
	"chat.write": "Escriba un mensaje",
	"chat.send": "Enviar",
	"chat.sending": "enviando …",
	"chat.sent": "enviado",
	"chat.failed": "no enviado",
	"chat.retry": "Reintentar",
	"chat.drop": "Descartar",
	"chat.new_below": "Mensajes nuevos",
	"chat.typing": "{name} está escribiendo …",
	"chat.you": "Usted",
	"chat.earlier": "Los mensajes anteriores están en la transcripción, que puede descargar.",
	"chat.end": "Terminar la conversación",
	"chat.end_sure": "¿Terminar esta conversación?",
	"chat.end_yes": "Terminar",
	"chat.end_no": "Seguir",
	"chat.download": "Descargar la transcripción",
	"chat.downloading": "Preparando la transcripción …",
	"chat.new": "Empezar otra conversación",
	"role.bot": "Bot",
	"role.agent": "Agente",
	"role.supervisor": "Supervisor",
	"role.service": "Servicio",
	"role.system": "Aviso",
	"state.hold": "{name} le ha puesto en retención. Conserva su puesto.",
	"state.lost": "{name} ha perdido la conexión. Conserva su puesto.",
	"state.lost_until": "{name} ha perdido la conexión. Conserva su puesto: si no vuelve a tiempo, pasa a ser quien espera en primer lugar.",
	"state.idle": "¿Sigue ahí? Si nadie escribe, esto se cierra en",
	"line.joined": "{name} se ha unido.",
	"line.left": "{name} se ha ido.",
	"line.held": "{name} le ha puesto en retención.",
	"line.resumed": "{name} ha vuelto.",
	"line.lost": "{name} ha perdido la conexión. Conserva su puesto.",
	"line.recovered": "{name} vuelve a estar en línea.",
	"line.transfer": "Le estamos transfiriendo: {queue}.",
	"line.release": "Vuelve a estar en la cola: {queue}.",
	"line.agent_lost": "{queue}: es la primera persona para el próximo agente.",
	"line.overflow": "Ahora está en la cola {queue}.",
	"line.idle": "Hace un rato que nadie escribe.",
	"over.consumer": "Ha terminado la conversación.",
	"over.agent": "{name} ha terminado la conversación.",
	"over.agent_unknown": "El agente ha terminado la conversación.",
	"over.inactivity": "La conversación terminó porque hacía un rato que nadie escribía.",
	"over.away": "La conversación terminó porque estuvo ausente demasiado tiempo.",
	"over.expired": "La conversación terminó: nadie quedó libre a tiempo.",
	"over.other": "La conversación ha terminado.",
	"link.lost": "Conexión perdida. Reconectando … Conserva su puesto.",
	"link.restart": "El servidor se está reiniciando. Conserva su puesto; reconectando …",
	"link.offline": "No tiene conexión. Lo que escriba se guarda aquí y se envía cuando vuelva.",
	"link.retry": "Probar ahora",
	"gone.superseded": "El chat está abierto en otra pestaña.",
	"gone.here": "Seguir aquí",
	"gone.expired": "Esta conversación ya no se puede abrir aquí.",
	"gone.stopped": "La conexión se ha cerrado ({reason}).",
	"gone.anew": "Intentarlo de nuevo",
	"file.title": "Conversación con {queue}",
	"file.name": "conversacion"
};
// src/widget/language.ts
/** Words and times as the consumer reads them: in the page's language, the browser's, or the one that they chose. */
var KEPT = "ringline.widget.language";
var asked = new URLSearchParams(location.search).get("language");
var first = () => (asked ?? navigator.language).startsWith("es") ? "es" : "en";
var language = y$1(ofSite.getItem(KEPT) ?? first());
var words = O(() => language.value === "es" ? ES : EN);
var locale = O(() => navigator.languages.find((one) => one.startsWith(language.value)) ?? language.value);
x(() => {
	document.documentElement.lang = language.value;
});
/** Chosen, and kept in this browser. */
function chooseLanguage(chosen) {
	language.value = chosen;
	ofSite.setItem(KEPT, chosen);
}
/** The text for a word, filled in. */
function say(word, filling = {}) {
	return words.value[word].replaceAll(/\{(\w+)\}/g, (_, name) => String(filling[name] ?? ""));
}
/** The text for a word made of a closed set that may grow; `instead` for what is not known here. */
function sayOr(word, instead, filling = {}) {
	return say(word in words.value ? word : instead, filling);
}
/** 10:32. */
function clockTime(atMs) {
	return new Intl.DateTimeFormat(locale.value, {
		hour: "2-digit",
		minute: "2-digit"
	}).format(atMs);
}
/** Monday at 09:00; with the date. */
function dayAndTime(atMs) {
	return new Intl.DateTimeFormat(locale.value, {
		weekday: "long",
		day: "numeric",
		month: "long",
		hour: "2-digit",
		minute: "2-digit"
	}).format(atMs);
}
/** 0:42. */
function countdown(ms) {
	const seconds = Math.max(0, Math.ceil(ms / 1e3));
	return `${Math.trunc(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
/** In whole units, as people say it: less than a minute, 3 minutes, 2 hours. */
function roughly(ms) {
	const minutes = Math.round(ms / 6e4);
	if (minutes < 1) return say("span.moment");
	const [amount, unit] = minutes < 90 ? [minutes, "minute"] : [Math.round(minutes / 60), "hour"];
	return new Intl.NumberFormat(locale.value, {
		style: "unit",
		unit,
		unitDisplay: "long"
	}).format(amount);
}
// src/widget/file.ts
var PAGE = 200;
/** Fetches it and hands it to the browser. Rejects like any command. */
async function download() {
	const [current, seen] = [client.value, view.value];
	if (!current || !seen) return;
	const said = [];
	for (let more = true; more;) {
		const after = said.at(-1)?.seq;
		const page = await current.ask("transcript.read", {
			interaction: seen.interaction,
			after_seq: after ?? 0,
			limit: PAGE
		});
		said.push(...page.segments);
		more = page.more && page.segments.length > 0;
	}
	const url = URL.createObjectURL(new Blob([text(seen, said)], { type: "text/plain;charset=utf-8" }));
	const link = document.createElement("a");
	link.href = url;
	link.download = `${say("file.name")}-${new Date(seen.created_at_ms).toISOString().slice(0, 10)}.txt`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 0);
}
function text(seen, said) {
	const names = new Map(seen.segments.map((segment) => [segment.segment, segment.participant]));
	const head = [
		say("file.title", { queue: seen.queue_name }),
		new Date(seen.created_at_ms).toLocaleString(),
		""
	];
	const lines = said.map(({ segment, role, at_ms, text: words }) => {
		const name = names.get(segment) || (role === "consumer" ? seen.name || say("chat.you") : sayOr(`role.${role}`, "role.system"));
		return `[${new Date(at_ms).toLocaleString()}] ${name}: ${words}`;
	});
	return `\uFEFF${[...head, ...lines].join("\n")}\n`;
}
// node_modules/preact/jsx-runtime/dist/jsxRuntime.mjs
var f = Symbol.for("pv");
var o = 0;
Array.isArray;
function a(t, e, n, u, a, i) {
	e || (e = {});
	var c, l, p = e;
	if ("ref" in p && "function" != typeof t) for (l in p = {}, e) "ref" == l ? c = e[l] : p[l] = e[l];
	var s = {
		type: t,
		props: p,
		key: n,
		ref: c,
		__k: null,
		__: null,
		__b: 0,
		__e: null,
		__c: null,
		constructor: f,
		__v: --o,
		__i: -1,
		__u: 0
	};
	return (a || i) && (s.__source = a, s.__self = i), n$1.vnode && n$1.vnode(s), s;
}
// src/widget/menu.tsx
/** What one does rarely: another language, the transcript, the end. A click elsewhere and Escape close it. */
function Menu() {
	const box = T(null);
	useClosing(box);
	return /* @__PURE__ */ a("details", {
		class: "menu",
		ref: box,
		children: [/* @__PURE__ */ a("summary", {
			"aria-label": say("app.menu"),
			children: /* @__PURE__ */ a("span", {
				"aria-hidden": "true",
				children: "⋯"
			})
		}), /* @__PURE__ */ a("div", {
			class: "panel",
			children: [
				/* @__PURE__ */ a("label", {
					class: "field",
					children: [say("app.language"), /* @__PURE__ */ a("select", {
						value: language.value,
						onChange: (event) => chooseLanguage(event.currentTarget.value),
						children: [/* @__PURE__ */ a("option", {
							value: "en",
							lang: "en",
							children: "English"
						}), /* @__PURE__ */ a("option", {
							value: "es",
							lang: "es",
							children: "Español"
						})]
					})]
				}),
				view.value && /* @__PURE__ */ a(Download, {}),
				view.value && !isOver.value && /* @__PURE__ */ a(End, {})
			]
		})]
	});
}
function Download() {
	const [isBusy, setBusy] = d$2(false);
	const go = async () => {
		setBusy(true);
		await download().catch(() => void 0);
		setBusy(false);
	};
	return /* @__PURE__ */ a("button", {
		type: "button",
		disabled: isBusy,
		onClick: () => void go(),
		children: say(isBusy ? "chat.downloading" : "chat.download")
	});
}
function End() {
	const [isSure, setSure] = d$2(false);
	const end = () => {
		setSure(false);
		if (kept.value) client.value?.ask("interaction.end", { interaction: kept.value.interaction }).catch(() => void 0);
	};
	if (!isSure) return /* @__PURE__ */ a("button", {
		type: "button",
		class: "bad",
		onClick: (event) => (event.stopPropagation(), setSure(true)),
		children: say("chat.end")
	});
	return /* @__PURE__ */ a("div", {
		role: "group",
		class: "sure",
		"aria-label": say("chat.end_sure"),
		children: [
			/* @__PURE__ */ a("p", { children: say("chat.end_sure") }),
			/* @__PURE__ */ a("button", {
				type: "button",
				class: "bad",
				onClick: end,
				children: say("chat.end_yes")
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				onClick: (event) => (event.stopPropagation(), setSure(false)),
				children: say("chat.end_no")
			})
		]
	});
}
/** What one can do when it is over. */
function Afterwards() {
	return /* @__PURE__ */ a("div", {
		class: "afterwards",
		children: [/* @__PURE__ */ a(Download, {}), /* @__PURE__ */ a("button", {
			type: "button",
			class: "primary",
			onClick: leave,
			children: say("chat.new")
		})]
	});
}
// \0vite/preload-helper.js
var scriptRel = /* @__PURE__ */ (function detectScriptRel() {
	const relList = typeof document !== "undefined" && document.createElement("link").relList;
	return relList && relList.supports && relList.supports("modulepreload") ? "modulepreload" : "preload";
})();
var assetsURL = function(dep, importerUrl) {
	return new URL(dep, importerUrl).href;
};
var seen = {};
var isCssPreloadUrl = function isCssPreloadUrl(url) {
	return url.pathname.endsWith(".css");
};
var preloadOnce = function preloadOnce(seen, href, preload) {
	if (href in seen) return seen[href];
	const promise = preload();
	if (!promise) {
		seen[href] = void 0;
		return;
	}
	const preloadPromise = promise.then(() => {
		seen[href] = void 0;
	}, (err) => {
		seen[href] = void 0;
		throw err;
	});
	seen[href] = preloadPromise;
	return preloadPromise;
};
var __vitePreload = function preload(baseModule, deps, importerUrl) {
	let promise = Promise.resolve();
	if (deps && deps.length > 0) {
		let preloadedHrefs;
		const cspNonceMeta = document.querySelector("meta[property=csp-nonce]");
		const cspNonce = cspNonceMeta?.nonce || cspNonceMeta?.getAttribute("nonce");
		function allSettled(promises) {
			return Promise.all(promises.map((p) => Promise.resolve(p).then((value) => ({
				status: "fulfilled",
				value
			}), (reason) => ({
				status: "rejected",
				reason
			}))));
		}
		function importMetaResolve(specifier) {
			if (import.meta.resolve) return new URL(import.meta.resolve(specifier));
			return new URL(
				specifier,
				/** #__KEEP__ */
				import.meta.url
			);
		}
		promise = allSettled(deps.map((depString) => {
			depString = assetsURL(depString, importerUrl);
			const dep = importMetaResolve(depString);
			const isCss = isCssPreloadUrl(dep);
			return preloadOnce(seen, dep.href, () => {
				if (preloadedHrefs === void 0) {
					preloadedHrefs = {
						all: /* @__PURE__ */ new Set(),
						styles: /* @__PURE__ */ new Set()
					};
					const links = document.getElementsByTagName("link");
					for (let i = links.length - 1; i >= 0; i--) {
						const link = links[i];
						preloadedHrefs.all.add(link.href);
						if (link.rel === "stylesheet") preloadedHrefs.styles.add(link.href);
					}
				}
				if ((isCss ? preloadedHrefs.styles : preloadedHrefs.all).has(dep.href)) return;
				const link = document.createElement("link");
				link.rel = isCss ? "stylesheet" : scriptRel;
				if (!isCss) link.as = "script";
				link.crossOrigin = "";
				link.href = dep.href;
				if (cspNonce) link.setAttribute("nonce", cspNonce);
				document.head.appendChild(link);
				if (isCss) return new Promise((res, rej) => {
					const handleSettle = (e) => {
						link.removeEventListener("load", handleSettle);
						link.removeEventListener("error", handleSettle);
						if (e.type === "error") rej(/* @__PURE__ */ new Error(`Unable to preload CSS for ${dep}`));
						else res(e);
					};
					link.addEventListener("load", handleSettle);
					link.addEventListener("error", handleSettle);
				});
			});
		}).filter((p) => p !== void 0));
	}
	function handlePreloadError(err) {
		const e = new Event("vite:preloadError", { cancelable: true });
		e.payload = err;
		window.dispatchEvent(e);
		if (!e.defaultPrevented) throw err;
	}
	return promise.then((res) => {
		for (const item of res || []) {
			if (item.status !== "rejected") continue;
			handlePreloadError(item.reason);
		}
		return baseModule().catch(handlePreloadError);
	});
};
// src/widget/call_door.tsx
/** Calls are read when they are wanted: a chat stays small. */
/** From the poorest to the richest. */
var RICHNESS = [
	"messaging",
	"voice",
	"video"
];
var parts = y$1(void 0);
var loading;
/** Rejects when the server does not answer; then the next try asks again. */
function loadCalls() {
	loading ??= __vitePreload(() => import("./call_parts.js").then((loaded) => {
		loaded.followCalls();
		return parts.value = loaded;
	}, (error) => {
		loading = void 0;
		throw error;
	}), [], import.meta.url);
	return loading;
}
/** A conversation that is a call needs them, also after a reload. */
function expectCalls() {
	x(() => {
		if (view.value && (isCall(view.value.channel) || view.value.upgrade)) loadCalls().catch(() => void 0);
	});
}
/** What this conversation may become: asked of the agent. */
function Richer() {
	const [seen, from] = [view.value, RICHNESS.indexOf(view.value?.channel ?? "")];
	const offered = (queues.value?.find(({ name }) => name === seen?.queue_name)?.upgrades ?? []).filter((one) => RICHNESS.indexOf(one) > from);
	const isWanted = seen?.phase === "active" && !seen.upgrade && seen.agents.length === 1 && !seen.agents.some((agent) => agent.held_since_ms !== void 0) && from >= 0;
	A$1(() => void (isWanted && !queues.peek() && look()), [isWanted]);
	if (!isWanted || offered.length === 0) return null;
	const ask = (channel) => void loadCalls().then((loaded) => loaded.askUpgrade(channel), () => void 0);
	return /* @__PURE__ */ a("div", {
		class: "richer",
		children: offered.map((channel) => /* @__PURE__ */ a("button", {
			type: "button",
			"data-upgrade": channel,
			onClick: () => ask(channel),
			children: say(channel === "voice" ? "upgrade.voice" : "upgrade.video")
		}, channel))
	});
}
/** The call above the chat, where there is one. */
function CallPlace() {
	const loaded = parts.value;
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(Richer, {}),
		loaded && /* @__PURE__ */ a(loaded.UpgradePanel, {}),
		loaded && /* @__PURE__ */ a(loaded.CallPanel, {})
	] });
}
// src/widget/begin.ts
/** What may be begun here, and beginning it: once, however often the network makes us say it. */
var NOTHING = {
	queue: "",
	name: "",
	email: "",
	phone: "",
	text: ""
};
/** Refusals behind which it may have begun all the same. */
var UNKNOWN = /* @__PURE__ */ new Set([
	"timeout",
	"unavailable",
	"internal"
]);
var FIELDS$1 = [
	"name",
	"email",
	"phone"
];
/** Undefined: not known yet. */
var queues = y$1(void 0);
var isStarting = y$1(false);
var problem = y$1("");
/** The field at fault. */
var badField = y$1("");
var typed = y$1(NOTHING);
/** The queue of the page's address, else all that are open to strangers. */
var wanted = new URLSearchParams(location.search).get("queue");
/** What is typed survives a reload; a first message is let go of when it is part of a conversation. */
function keepTyped() {
	typed.value = {
		...NOTHING,
		...read(ofTab, keptAs("form"), {})
	};
	x(() => write(ofTab, keptAs("form"), typed.value));
	x(() => {
		if (view.value?.segments.some((segment) => segment.role === "consumer") && typed.peek().text) typed.value = {
			...typed.peek(),
			text: ""
		};
	});
}
async function look() {
	try {
		const { queues: open } = await ask("/v1/conversations");
		queues.value = open.filter(({ queue }) => wanted === null || queue === wanted);
		problem.value = "";
	} catch (error) {
		problem.value = told(error);
	}
}
/** Where one can write. */
var chats = () => (queues.value ?? []).filter(({ channel }) => !isCall(channel));
/** Where one can call, one of each kind. */
var lines = () => (queues.value ?? []).filter(({ channel }, index, all) => isCall(channel) && all.findIndex((one) => one.channel === channel) === index);
/** The queue that is chosen; the first one unless another was. */
function chosen() {
	return chats().find(({ queue }) => queue === typed.value.queue) ?? chats()[0];
}
/** Microphone and camera first: whoever cannot be heard is not put in line. */
async function startCall(queue) {
	if (isStarting.value) return;
	[isStarting.value, problem.value] = [true, ""];
	const calls = await loadCalls().catch(() => void 0);
	try {
		if (!calls) return void (problem.value = say("error.unreachable"));
		await calls.openMedia(queue.channel === "video");
	} catch (error) {
		if (!calls || !(error instanceof calls.NoMedia)) throw error;
		problem.value = say(`call.${error.why}`);
		return;
	} finally {
		isStarting.value = false;
	}
	await begin(queue, "");
}
async function start() {
	const queue = chosen();
	if (queue) await begin(queue, typed.value.text.trim());
}
async function begin(queue, text) {
	if (isStarting.value) return;
	const asked = FIELDS$1.filter((field) => queue.form[field] !== "no" && typed.value[field].trim());
	const fields = Object.fromEntries(asked.map((field) => [field, typed.value[field].trim()]));
	const body = {
		queue: queue.queue,
		text,
		...fields
	};
	[isStarting.value, problem.value, badField.value] = [
		true,
		"",
		""
	];
	try {
		adopt(await once("/v1/conversations", body));
	} catch (error) {
		problem.value = told(error);
		if (error instanceof Refused) badField.value = error.path;
	} finally {
		isStarting.value = false;
	}
}
/** The same wish has the same key until it was answered: a lost answer does not make two conversations. */
async function once(path, body) {
	const name = keptAs(`attempt ${path}`);
	const before = read(ofTab, name, void 0);
	const isSame = JSON.stringify(before?.body) === JSON.stringify(body);
	const attempt = before && isSame ? before : {
		key: newName("key"),
		body
	};
	write(ofTab, name, attempt);
	try {
		const begun = await ask(path, {
			body,
			key: attempt.key
		});
		write(ofTab, name, void 0);
		return begun;
	} catch (error) {
		if (error instanceof Refused && !UNKNOWN.has(error.code)) write(ofTab, name, void 0);
		throw error;
	}
}
/** What a refusal means, and what to do. */
function told(error) {
	if (error instanceof Unreachable) return say("error.unreachable");
	if (!(error instanceof Refused)) throw error;
	return sayOr(`error.${error.code}`, "error.other", { wait: roughly(error.retryAfterMs) });
}
// src/widget/outbox.ts
/** Messages on their way: shown at once, repeated under the same key, kept across a reload until they arrive. */
/** The protocol's, in code points; a field counts UTF-16 units, of which there are never fewer. */
var TEXT_CHARS_MAX = 16384;
var outbox = y$1([]);
/** What a reload left: sent again under its old keys, so that it arrives once. */
function sendAgain() {
	outbox.value = read(ofTab, keptAs("outbox"), []).filter((one) => one.interaction === kept.value?.interaction);
	outbox.subscribe((waiting) => write(ofTab, keptAs("outbox"), waiting));
	for (const message of outbox.value) if (!message.problem) deliver(message);
}
/** Of this conversation. Words that are here already are left out: only the reply that says so is still on its way. */
function onTheirWay({ interaction, segments }) {
	const own = segments.filter((segment) => segment.role === "consumer");
	return outbox.value.filter((message) => {
		if (message.interaction !== interaction) return false;
		const at = own.findIndex((segment) => segment.seq > message.seq && segment.text === message.text);
		if (at >= 0) own.splice(at, 1);
		return at < 0;
	});
}
function sendMessage(text) {
	if (!kept.value) return;
	const message = {
		key: newName("key"),
		interaction: kept.value.interaction,
		text,
		seq: view.peek()?.seq ?? 0
	};
	outbox.value = [...outbox.value, message];
	deliver(message);
}
/** Perhaps it works now. What was refused for good needs another key: under its own the refusal would be told again. */
function retry({ problem: _, isRefused, ...message }) {
	const fresh = isRefused ? {
		...message,
		key: newName("key")
	} : message;
	outbox.value = outbox.value.map((one) => one.key === message.key ? fresh : one);
	deliver(fresh);
}
function drop(key) {
	outbox.value = outbox.value.filter((one) => one.key !== key);
}
async function deliver(message) {
	const { key, interaction, text } = message;
	try {
		await client.value?.ask("message.send", {
			interaction,
			text,
			message: key
		}, { key });
		drop(key);
	} catch (error) {
		if (!(error instanceof CommandFailed || error instanceof SessionOver)) throw error;
		const problem = error instanceof CommandFailed ? error.code : "over";
		if (problem === "timeout") return deliver(message);
		const isRefused = error instanceof CommandFailed && error.isSettled;
		outbox.value = outbox.value.map((one) => one.key === key ? {
			...one,
			problem,
			isRefused
		} : one);
	}
}
var TYPING_MS = 3e3;
var lastTyping = -3e3;
/** Tell the agent that the consumer writes; not for every letter. */
function tellTyping(isTyping) {
	const [current, known] = [client.value, kept.value];
	if (!current?.isLive || !known || isOver.value) return;
	if (isTyping && performance.now() - lastTyping < TYPING_MS) return;
	lastTyping = isTyping ? performance.now() : -3e3;
	current.ask("message.typing", {
		interaction: known.interaction,
		typing: isTyping
	}).catch(() => void 0);
}
/** What is being written is kept, too. */
var draft = y$1("");
function keepDraft() {
	draft.value = ofTab.getItem(keptAs("draft")) ?? "";
	x(() => ofTab.setItem(keptAs("draft"), draft.value));
}
// src/widget/form.tsx
/** Before a conversation: what it is about, who asks, and the first words; or why there is nothing to begin. */
var FIELDS = [
	[
		"name",
		"text",
		"name"
	],
	[
		"email",
		"email",
		"email"
	],
	[
		"phone",
		"tel",
		"tel"
	]
];
function Begin() {
	A$1(() => void look(), []);
	if (!queues.value) return /* @__PURE__ */ a("div", {
		class: "page",
		"aria-busy": !problem.value,
		children: problem.value ? /* @__PURE__ */ a(LookAgain, { text: problem.value }) : /* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("app.loading")
		})
	});
	const queue = chosen();
	if (!queue && lines().length > 0) return /* @__PURE__ */ a(CallOnly, {});
	if (!queue) return /* @__PURE__ */ a("div", {
		class: "page",
		children: [/* @__PURE__ */ a("h2", { children: say("form.none") }), /* @__PURE__ */ a(LookAgain, { text: say("form.none_help") })]
	});
	return /* @__PURE__ */ a("form", {
		class: "page",
		onSubmit: (event) => (event.preventDefault(), void start()),
		children: [
			/* @__PURE__ */ a("h2", { children: say("form.title") }),
			chats().length > 1 && /* @__PURE__ */ a(Topic, {
				queues: chats(),
				queue
			}),
			queue.turned_away ? /* @__PURE__ */ a(Away, { queue }) : /* @__PURE__ */ a(Fields, { queue }),
			/* @__PURE__ */ a(CallButtons, {})
		]
	});
}
/** Nothing to write in here, but to call. */
function CallOnly() {
	return /* @__PURE__ */ a("div", {
		class: "page",
		children: [
			/* @__PURE__ */ a("h2", { children: say("form.title") }),
			problem.value && /* @__PURE__ */ a("p", {
				class: "problem",
				role: "alert",
				children: problem.value
			}),
			/* @__PURE__ */ a(CallButtons, {})
		]
	});
}
function CallButtons() {
	if (lines().length === 0) return null;
	return /* @__PURE__ */ a("div", {
		class: "calls",
		role: "group",
		"aria-labelledby": "calls",
		children: [/* @__PURE__ */ a("h3", {
			id: "calls",
			children: say("call.begin")
		}), lines().map((line) => /* @__PURE__ */ a("div", { children: [/* @__PURE__ */ a("button", {
			type: "button",
			"data-channel": line.channel,
			disabled: isStarting.value || line.turned_away !== void 0,
			onClick: () => void startCall(line),
			children: [/* @__PURE__ */ a(ChannelDrawing, { channel: line.channel }), sayOr(`call.${line.channel}`, "call.voice")]
		}), line.turned_away && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: sayOr(`away.${line.turned_away}`, "away.other")
		})] }, line.queue))]
	});
}
function ChannelDrawing({ channel }) {
	return /* @__PURE__ */ a("svg", {
		class: "drawing",
		viewBox: "0 0 24 24",
		"aria-hidden": "true",
		children: /* @__PURE__ */ a("path", { d: channel === "video" ? "M3 6h12v12H3zM15 10l6-4v12l-6-4z" : "M6 3h4l2 5-3 2a11 11 0 0 0 5 5l2-3 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z" })
	});
}
function LookAgain({ text }) {
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("p", {
		role: "status",
		children: text
	}), /* @__PURE__ */ a("button", {
		type: "button",
		onClick: () => void look(),
		children: say("form.again")
	})] });
}
function Topic({ queues: all, queue }) {
	return /* @__PURE__ */ a("label", {
		class: "field",
		children: [say("form.queue"), /* @__PURE__ */ a("select", {
			value: queue.queue,
			onChange: (event) => typed.value = {
				...typed.value,
				queue: event.currentTarget.value
			},
			children: all.map((one) => /* @__PURE__ */ a("option", {
				value: one.queue,
				children: one.name
			}, one.queue))
		})]
	});
}
/** Who came now would be turned away: why, until when, and what the operator has to say about it. */
function Away({ queue }) {
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("div", {
		class: "notice",
		role: "status",
		children: [
			/* @__PURE__ */ a("p", {
				class: "strong",
				children: sayOr(`away.${queue.turned_away}`, "away.other")
			}),
			queue.message && /* @__PURE__ */ a("p", { children: queue.message }),
			/* @__PURE__ */ a("p", { children: queue.opens_at_ms ? say("away.opens", { when: dayAndTime(queue.opens_at_ms) }) : say("away.help") })
		]
	}), /* @__PURE__ */ a("button", {
		type: "button",
		onClick: () => void look(),
		children: say("form.again")
	})] });
}
function Fields({ queue }) {
	const write = (field, value) => void (typed.value = {
		...typed.value,
		[field]: value
	});
	return /* @__PURE__ */ a($, { children: [
		FIELDS.filter(([field]) => queue.form[field] !== "no").map(([field, type, fill]) => /* @__PURE__ */ a("label", {
			class: "field",
			children: [/* @__PURE__ */ a("span", { children: [say(`form.${field}`), queue.form[field] === "optional" && /* @__PURE__ */ a("span", {
				class: "quiet",
				children: [
					" (",
					say("form.optional"),
					")"
				]
			})] }), /* @__PURE__ */ a("input", {
				name: field,
				type,
				list: void 0,
				autocomplete: fill,
				maxLength: 128,
				required: queue.form[field] === "required",
				"aria-invalid": badField.value === field,
				value: typed.value[field],
				onInput: (event) => write(field, event.currentTarget.value)
			})]
		}, field)),
		/* @__PURE__ */ a("label", {
			class: "field",
			children: [say("form.text"), /* @__PURE__ */ a("textarea", {
				name: "text",
				rows: 4,
				required: true,
				maxLength: TEXT_CHARS_MAX,
				value: typed.value.text,
				onInput: (event) => write("text", event.currentTarget.value)
			})]
		}),
		problem.value && /* @__PURE__ */ a("p", {
			class: "problem",
			role: "alert",
			children: problem.value
		}),
		/* @__PURE__ */ a("button", {
			type: "submit",
			class: "primary",
			disabled: isStarting.value,
			children: say(isStarting.value ? "form.starting" : "form.start")
		})
	] });
}
// src/widget/lines.ts
/** What happened beside the words, as lines between them: who joined, hold, lost connections, where one was sent. */
var NOBODY = {
	interaction: "",
	lines: [],
	names: {}
};
/** Agents whose leg this is are told of; a consulted colleague is not. */
var SEEN = /* @__PURE__ */ new Set(["primary", "conference"]);
var QUEUED = {
	transfer: "line.transfer",
	release: "line.release",
	agent_lost: "line.agent_lost",
	overflow: "line.overflow"
};
var LEGS = {
	"leg.held": "line.held",
	"leg.resumed": "line.resumed",
	"leg.lost": "line.lost",
	"leg.recovered": "line.recovered"
};
var memory = y$1(NOBODY);
/** What this tab has heard so far, and from here on. */
function listen() {
	memory.value = read(ofTab, keptAs("lines"), NOBODY);
	memory.subscribe((all) => write(ofTab, keptAs("lines"), all));
	onEvent(hear);
}
/** How the conversation ended, in one sentence; the reason why no queue kept it comes first. */
function ending() {
	const seen = view.value;
	if (!seen?.ended && !seen?.closed) return "";
	const { by, reason } = seen.ended ?? seen.closed ?? {
		by: "system",
		reason: "error"
	};
	if (reason === "overflowed") return say(seen.turned_away ? `away.${seen.turned_away}` : "away.other");
	if (reason === "inactivity") return say("over.inactivity");
	if (reason === "expired") return say("over.expired");
	if (by === "consumer") return say("over.consumer");
	if (by === "system" && (reason === "consumer_left" || reason === "abandoned")) return say("over.away");
	const name = lastAgent();
	if (by === "agent" || by === "supervisor") return name ? say("over.agent", { name }) : say("over.agent_unknown");
	return say("over.other");
}
function lastAgent() {
	return view.value?.segments.findLast((segment) => segment.role === "agent")?.participant ?? "";
}
function hear(frame) {
	const interaction = kept.value?.interaction ?? "";
	const before = memory.value.interaction === interaction ? memory.value : {
		...NOBODY,
		interaction
	};
	const names = {
		...before.names,
		...namesOf(frame)
	};
	const told = lineOf(frame, names);
	const isNew = told !== void 0 && !before.lines.some((line) => line.seq === frame.seq);
	const line = told && {
		...told,
		seq: frame.seq,
		atMs: frame.at_ms
	};
	memory.value = {
		interaction,
		names,
		lines: isNew && line ? [...before.lines, line].slice(-100) : before.lines
	};
}
function namesOf({ event, data }) {
	const known = Object.fromEntries((view.value?.agents ?? []).map((agent) => [agent.leg, agent.agent_name]));
	const { leg, agent_name } = data ?? {};
	return event === "leg.started" && leg && agent_name ? {
		...known,
		[leg]: agent_name
	} : known;
}
function lineOf({ event, data }, names) {
	const { leg = "", kind = "", reason = "", queue_name = "" } = data ?? {};
	const name = names[leg] ?? "";
	if (event === "leg.started" || event === "leg.promoted") return SEEN.has(kind) ? {
		word: "line.joined",
		filling: { name }
	} : void 0;
	if (event === "leg.ended") return name ? {
		word: "line.left",
		filling: { name }
	} : void 0;
	if (event === "interaction.queued") {
		const word = QUEUED[reason];
		return word && {
			word,
			filling: { queue: queue_name }
		};
	}
	if (event === "interaction.idle_warned") return {
		word: "line.idle",
		filling: {}
	};
	const word = LEGS[event];
	return word && name ? {
		word,
		filling: { name }
	} : void 0;
}
// src/said/end.tsx
var NEAR_PX = 60;
function useEnd({ count, sent, changes, toEnd }) {
	const box = T(null);
	const isAtEnd = T(true);
	const sentBefore = T(sent);
	const [seen, setSeen] = d$2(count);
	const stay = () => {
		if (!isAtEnd.current || !box.current) return;
		toEnd(box.current);
		setSeen(count);
	};
	const newest = T(stay);
	newest.current = stay;
	A$1(() => {
		const watch = new ResizeObserver(() => newest.current());
		if (box.current) watch.observe(box.current);
		return () => watch.disconnect();
	}, []);
	F$1(() => {
		if (sent > sentBefore.current) isAtEnd.current = true;
		sentBefore.current = sent;
		stay();
	}, [
		count,
		sent,
		...changes
	]);
	const scrolled = () => {
		if (!box.current) return;
		const { scrollTop, clientHeight, scrollHeight } = box.current;
		isAtEnd.current = scrollTop + clientHeight > scrollHeight - NEAR_PX;
		if (isAtEnd.current) setSeen(count);
	};
	const go = () => {
		isAtEnd.current = true;
		stay();
		box.current?.focus();
	};
	return {
		box,
		scrolled,
		hasNew: !isAtEnd.current && count > seen,
		go
	};
}
/** Stands at the lower edge of what one reads. */
function ToEnd({ end, children }) {
	if (!end.hasNew) return null;
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: "to-end",
		onClick: end.go,
		children: [
			/* @__PURE__ */ a("span", {
				"aria-hidden": "true",
				children: "↓"
			}),
			" ",
			children
		]
	});
}
// src/said/links.tsx
var ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
/** Ends the sentence, not the address. */
var AFTER = /[.,;:!?'»”’…*_]+$/u;
/** The text, whole and unchanged. */
function linked(text) {
	const pieces = [];
	let from = 0;
	for (const { 0: found, index } of text.matchAll(ADDRESS)) {
		const address = trimmed(found);
		if (!URL.canParse(address)) continue;
		pieces.push(text.slice(from, index), /* @__PURE__ */ a("a", {
			href: address,
			target: "_blank",
			rel: "noopener noreferrer",
			children: address
		}, index));
		from = index + address.length;
	}
	return from === 0 ? text : [...pieces, text.slice(from)];
}
/** Without what follows it; a bracket that it did not open is not its own. */
function trimmed(found) {
	const address = found.replace(AFTER, "");
	const isOpened = address.split("(").length >= address.split(")").length;
	return address.endsWith(")") && !isOpened ? trimmed(address.slice(0, -1)) : address;
}
// src/widget/now.tsx
/** How it stands at this moment: the place in line, an agent who is away, the end. Only what the server knows. */
var LONG_MS = 6e4;
function Now({ seen }) {
	if (isOver.value) return /* @__PURE__ */ a("p", {
		class: "over strong",
		role: "status",
		children: ending()
	});
	if (seen.phase === "queued" && seen.connecting.length === 0) return /* @__PURE__ */ a(Waiting$1, { seen });
	const { told, untilMs } = standing(seen);
	return /* @__PURE__ */ a("div", {
		role: "status",
		class: told ? "standing" : "sr",
		children: [
			told,
			" ",
			untilMs !== void 0 && /* @__PURE__ */ a("span", {
				role: "timer",
				children: countdown(untilMs - now.value)
			})
		]
	});
}
/** What counts down is shown beside the words, so that they are read out once. */
function standing(seen) {
	const lost = seen.agents.find((agent) => agent.is_lost);
	if (lost && lost.lost_until_ms !== void 0 && lost.lost_until_ms > now.value) return {
		told: say("state.lost_until", { name: lost.agent_name }),
		untilMs: lost.lost_until_ms
	};
	if (lost) return { told: say("state.lost", { name: lost.agent_name }) };
	const holding = seen.agents.find((agent) => agent.kind === "primary" && agent.held_since_ms !== void 0);
	if (holding && !isCall(seen.channel)) return { told: say("state.hold", { name: holding.agent_name }) };
	if (idleUntilMs.value !== void 0 && idleUntilMs.value > now.value) return {
		told: say("state.idle"),
		untilMs: idleUntilMs.value
	};
	return { told: "" };
}
function Waiting$1({ seen }) {
	const where = place.value;
	const waitedMs = now.value - seen.waiting_since_ms;
	return /* @__PURE__ */ a("section", {
		class: "waiting",
		"aria-label": say("wait.title"),
		children: [
			/* @__PURE__ */ a("p", {
				class: "strong",
				role: "status",
				children: [!where && say("wait.title"), where && (where.position <= 1 ? say("wait.next") : say("wait.place", {
					position: where.position,
					waiting: where.waiting
				}))]
			}),
			where && /* @__PURE__ */ a("p", { children: where.agents_ready === 0 ? say("wait.busy") : soon(where.wait_ms) }),
			/* @__PURE__ */ a("p", {
				class: "quiet",
				children: waitedMs > LONG_MS ? say("wait.since", { wait: roughly(waitedMs) }) : say("wait.hint")
			})
		]
	});
}
function soon(waitMs) {
	return waitMs === void 0 ? say("wait.unknown") : say("wait.about", { wait: roughly(waitMs) });
}
// src/widget/talk.tsx
/** The conversation: what was said and what happened, in order; what is on its way; the place to write. */
var OWN = "consumer";
/** Roles without a person: told in the middle. */
var IMPERSONAL = /* @__PURE__ */ new Set(["system", "service"]);
function Talk({ children }) {
	const seen = view.value;
	if (!seen) return /* @__PURE__ */ a("p", {
		class: "page quiet",
		children: say("app.connecting")
	});
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(CallPlace, {}),
		/* @__PURE__ */ a(Said, { seen }),
		/* @__PURE__ */ a(Now, { seen }),
		children,
		!isOver.value && /* @__PURE__ */ a(Composer, {})
	] });
}
/** Words and lines by their place in the stream. That somebody left when all was over goes without saying. */
function items(seen) {
	const first = seen.segments[0]?.seq ?? 0;
	const lines = (memory.value.interaction === seen.interaction ? memory.value.lines : []).filter(({ seq, word, atMs }) => (seq >= first || seen.segment_count === seen.segments.length) && !(word === "line.left" && atMs === seen.ended?.at_ms));
	return [...seen.segments.map((segment) => ({
		seq: segment.seq,
		segment
	})), ...lines.map((line) => ({
		seq: line.seq,
		line
	}))].sort((a, b) => a.seq - b.seq);
}
function Said({ seen }) {
	const shown = items(seen);
	const waiting = onTheirWay(seen);
	const lastOwn = seen.segments.findLast((segment) => segment.role === OWN)?.segment;
	const end = useEnd({
		count: seen.segment_count,
		sent: waiting.length,
		changes: [
			shown.length,
			writer.value,
			seen.phase
		],
		toEnd
	});
	return /* @__PURE__ */ a("div", {
		class: "said",
		ref: end.box,
		onScroll: end.scrolled,
		role: "log",
		"aria-label": say("chat.said"),
		tabIndex: 0,
		children: [
			seen.segment_count > seen.segments.length && /* @__PURE__ */ a("p", {
				class: "line",
				children: say("chat.earlier")
			}),
			shown.map((item) => "line" in item ? /* @__PURE__ */ a("p", {
				class: "line",
				children: [
					say(item.line.word, item.line.filling),
					" ",
					/* @__PURE__ */ a("time", { children: clockTime(item.line.atMs) })
				]
			}, `line ${item.seq}`) : /* @__PURE__ */ a(Bubble, {
				segment: item.segment,
				isSent: item.segment.segment === lastOwn && waiting.length === 0
			}, item.segment.segment)),
			waiting.map((message) => /* @__PURE__ */ a(Waiting, { message }, message.key)),
			writer.value && /* @__PURE__ */ a("p", {
				class: "writing",
				children: say("chat.typing", { name: writer.value })
			}),
			/* @__PURE__ */ a(ToEnd, {
				end,
				children: say("chat.new_below")
			})
		]
	});
}
var toEnd = (box) => void (box.scrollTop = box.scrollHeight);
function Bubble({ segment, isSent }) {
	if (IMPERSONAL.has(segment.role)) return /* @__PURE__ */ a("p", {
		class: "line strong",
		children: linked(segment.text)
	});
	const isOwn = segment.role === OWN;
	const name = isOwn ? say("chat.you") : segment.participant || sayOr(`role.${segment.role}`, "role.system");
	return /* @__PURE__ */ a("article", {
		class: "bubble",
		"data-role": segment.role,
		"data-own": isOwn,
		children: [
			/* @__PURE__ */ a("p", {
				class: isOwn ? "by sr" : "by",
				children: name
			}),
			/* @__PURE__ */ a("p", {
				class: "text",
				children: linked(segment.text)
			}),
			/* @__PURE__ */ a("p", {
				class: "when",
				children: [/* @__PURE__ */ a("time", {
					dateTime: new Date(segment.said_at_ms).toISOString(),
					children: clockTime(segment.said_at_ms)
				}), isOwn && isSent && ` · ${say("chat.sent")}`]
			})
		]
	});
}
function Waiting({ message }) {
	return /* @__PURE__ */ a("article", {
		class: "bubble",
		"data-own": "true",
		"data-bad": message.problem !== void 0,
		"data-waiting": true,
		children: [/* @__PURE__ */ a("p", {
			class: "text",
			children: message.text
		}), /* @__PURE__ */ a("p", {
			class: "when",
			role: "status",
			children: [say(message.problem ? "chat.failed" : "chat.sending"), message.problem && /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("button", {
				type: "button",
				class: "plain",
				onClick: () => retry(message),
				children: say("chat.retry")
			}), /* @__PURE__ */ a("button", {
				type: "button",
				class: "plain",
				onClick: () => drop(message.key),
				children: say("chat.drop")
			})] })]
		})]
	});
}
/** Enter sends where there is a keyboard; on a phone it makes a line. */
var hasKeyboard = !matchMedia("(pointer: coarse)").matches;
function Composer() {
	const box = T(null);
	A$1(() => {
		if (hasKeyboard) box.current?.focus({ preventScroll: true });
	}, []);
	const write = (text) => {
		draft.value = text;
		tellTyping(text !== "");
	};
	const send = () => {
		const text = draft.value.trim();
		if (!text) return;
		sendMessage(text);
		write("");
		box.current?.focus();
	};
	const pressed = (event) => {
		if (event.key !== "Enter" || event.isComposing || event.shiftKey || !(hasKeyboard || event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		send();
	};
	return /* @__PURE__ */ a("form", {
		class: "composer",
		onSubmit: (event) => (event.preventDefault(), send()),
		children: [/* @__PURE__ */ a("textarea", {
			ref: box,
			rows: 1,
			maxLength: TEXT_CHARS_MAX,
			"aria-label": say("chat.write"),
			placeholder: say("chat.write"),
			value: draft.value,
			onInput: (event) => write(event.currentTarget.value),
			onKeyDown: pressed
		}), /* @__PURE__ */ a("button", {
			type: "submit",
			class: "primary",
			disabled: !draft.value.trim(),
			children: say("chat.send")
		})]
	});
}
// src/widget/host.ts
/**
* The page that shows the widget in a frame, and what the two tell each other. The server lets only listed sites frame
* it; each side hears only the other's window from the other's origin. Nothing secret is told.
*
* site -> widget    opened, closed: whether it is seen
* widget -> site    close; state: how many unread words, whether a conversation goes on
*/
var origin = new URLSearchParams(location.search).get("host");
var isFramed = parent !== window && origin !== null;
var isSeen = y$1(!isFramed);
/** Words that were there when it was last seen. */
var seenCount;
function minimize() {
	tell({ ringline: "close" });
}
function tell(message) {
	if (isFramed && origin) parent.postMessage(message, origin);
}
function talkToHost() {
	if (!isFramed) return;
	addEventListener("message", ({ source, origin: from, data }) => {
		if (source !== parent || from !== origin) return;
		if (data?.ringline === "opened" || data?.ringline === "closed") isSeen.value = data.ringline === "opened";
	});
	addEventListener("keydown", ({ key }) => key === "Escape" && minimize());
	x(() => {
		const count = view.value?.segments.filter(({ role }) => role !== "consumer").length ?? 0;
		if (isSeen.value || seenCount === void 0 || count < seenCount) seenCount = count;
		tell({
			ringline: "state",
			unread: count - seenCount,
			isTalking: kept.value !== void 0 && !isOver.value
		});
	});
}
// src/widget/app.tsx
/** The widget: who one talks to, the truth about the connection, and the form or the conversation. */
/** Ends after which the same token opens nothing: refused, signed out, forbidden. */
var NOT_YOURS = /* @__PURE__ */ new Set([
	4300,
	4306,
	4307
]);
function App() {
	return /* @__PURE__ */ a("div", {
		class: "widget",
		children: [/* @__PURE__ */ a("header", {
			class: "bar",
			children: [
				/* @__PURE__ */ a(Title, { level: 1 }),
				/* @__PURE__ */ a(Menu, {}),
				isFramed && /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"aria-label": say("app.minimize"),
					onClick: minimize,
					children: /* @__PURE__ */ a("span", {
						"aria-hidden": "true",
						children: "×"
					})
				})
			]
		}), /* @__PURE__ */ a("main", {
			class: "middle",
			children: kept.value ? /* @__PURE__ */ a(Conversation, {}) : /* @__PURE__ */ a(Begin, {})
		})]
	});
}
/** Who one talks to, else where one waits. */
function Title({ level }) {
	const Heading = level === 1 ? "h1" : "h2";
	const seen = view.value;
	const names = seen?.agents.map((agent) => agent.agent_name).join(", ");
	return /* @__PURE__ */ a("div", {
		class: "title",
		children: [/* @__PURE__ */ a(Heading, { children: names || seen?.queue_name || say("app.title") }), names && /* @__PURE__ */ a("p", { children: seen?.queue_name })]
	});
}
/** What is kept goes on here, or cannot: then why, and what to do. */
function Conversation() {
	if ((isExpired.value || connection.value.state === "over" && !isElsewhere.value) && !isOver.value) return /* @__PURE__ */ a(Gone, {});
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a(Link, {}), /* @__PURE__ */ a(Talk, { children: isOver.value && /* @__PURE__ */ a(Afterwards, {}) })] });
}
function Link() {
	const link = connection.value;
	const told = () => {
		if (isElsewhere.value) return say("gone.superseded");
		if (link.state === "over") return "";
		if (!isOnline.value) return say("link.offline");
		if (isRestarting.value) return say("link.restart");
		return link.state === "lost" ? say("link.lost") : "";
	};
	const text = told();
	return /* @__PURE__ */ a("div", {
		class: text ? "link" : "sr",
		role: "status",
		children: [
			text,
			text && link.state === "lost" && isOnline.value && /* @__PURE__ */ a("button", {
				type: "button",
				onClick: () => client.value?.nudge(),
				children: say("link.retry")
			}),
			isElsewhere.value && /* @__PURE__ */ a("button", {
				type: "button",
				onClick: () => client.value?.start(),
				children: say("gone.here")
			})
		]
	});
}
function Gone() {
	const link = connection.value;
	const isStopped = !isExpired.value && link.state === "over" && !NOT_YOURS.has(link.code);
	return /* @__PURE__ */ a("div", {
		class: "page",
		role: "alert",
		children: [
			/* @__PURE__ */ a("p", {
				class: "strong",
				children: isStopped ? say("gone.stopped", { reason: link.reason || link.code }) : say("gone.expired")
			}),
			isStopped && /* @__PURE__ */ a("button", {
				type: "button",
				class: "primary",
				onClick: () => location.reload(),
				children: say("gone.anew")
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				class: isStopped ? "" : "primary",
				onClick: leave,
				children: say("chat.new")
			})
		]
	});
}
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
// src/widget/colours.ts
/** Light or dark, and one colour of the site: text on it is black or white, whichever reads better. */
var params = new URLSearchParams(location.search);
function wearColours() {
	const root = document.documentElement;
	const theme = params.get("theme");
	if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
	const colour = /^#?([0-9a-f]{6})$/i.exec(params.get("color") ?? "")?.[1];
	if (!colour) return;
	root.style.setProperty("--brand", `#${colour}`);
	root.style.setProperty("--on-brand", isLight(colour) ? "#000000" : "#ffffff");
}
// src/widget/main.tsx
/** The consumer's widget. */
wearColours();
goOn("widget");
listen();
expectCalls();
keepDraft();
sendAgain();
keepTyped();
talkToHost();
Q(/* @__PURE__ */ a(App, {}), document.getElementById("widget"));
export { $, A$1 as A, CommandFailed, O, T, a, client, consumerRoster, countdown, d$2 as d, hasCall, hasPictures, isCall, isPolite, kept, keptAs, newName, now, ofSite, onEvent, onPassing, read, say, sayOr, useClosing, view, write, x, y$1 as y };
