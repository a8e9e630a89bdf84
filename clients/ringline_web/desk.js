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
	for (f = 0; f < i; f++) null != (o = t[f]) && "boolean" != typeof o && "function" != typeof o ? ("object" != typeof o || o.constructor === String ? o = k[f] = m$3(null, o) : w$3(o) ? o = k[f] = m$3($, { children: o }) : o.constructor === h$3 && o.__b ? o = k[f] = m$3(o.type, o.props, o.key, o.ref, o.__v) : k[f] = o, l = f + _, o.__ = n, o.__b = n.__b + 1, e = null, ~(c = o.__i = P$1(o, r, l, d)) && (d--, (e = r[c]) && (e.__u |= 2)), e && e.__v ? (o.__u |= 16, c == l - 1 ? _-- : c == l + 1 ? _++ : c != l && (c > l ? _-- : _++, g = 1)) : (~c || (i > v ? _-- : i < v && _++), "function" != typeof o.type && (o.__u |= 4))) : k[f] = null;
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
function P$1(n, t, r, u) {
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
function P() {
	var n = y$2(t$1++, 11);
	if (!n.__) {
		for (var u = r$1.__v; !u.__m && u.__;) u = u.__;
		var i = u.__m || (u.__m = [0, 0]);
		n.__ = "P" + i[0] + "-" + i[1]++;
	}
	return n.__;
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
	"MESSAGE_BYTES_MAX": 65536,
	"POSITIONS_MAX": 128,
	"RESUME_JITTER_MS": 1e3
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
		"wrap_up": { "of": "CardWrapUp" }
	},
	"LegChanged": { "card": { "of": "LegCard" } },
	"LegPromoted": { "is_lost": { "absent": false } },
	"LegStarted": { "card": { "of": "LegCard" } },
	"LegView": {
		"dispositions": { "absent": [] },
		"media": {
			"absent": {},
			"of": "CallMedia"
		},
		"opened": { "absent": false },
		"outcome": { "of": "OutcomeView" },
		"state": { "absent": "active" },
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
// src/client/verdict.ts
/** What to do when a connection has ended: the close code is a verdict, chance spreads the crowd. */
/** A connection that ended without a close frame. */
var LOST = 1006;
/** What a close code says; one that is not known, by its band. */
function verdictOf(code) {
	return CLOSES[code]?.verdict ?? BANDS[`${Math.trunc(code / 100)}xx`] ?? "resume";
}
/** The next step after a close; undefined: do not come back by yourself. */
function plan(code, { attempt, random, toldMs, renews }) {
	switch (verdictOf(code)) {
		case "over":
		case "stop": return;
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
var PATIENCE_MS = 6e4;
/** Of a command that the server asks to repeat. */
var RETRIES_MAX = 5;
var Asking$1 = class {
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
		const signal = AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS);
		for (let attempt = 0;; attempt += 1) {
			const { result, error } = await this.request(method, params, key, options.rev, signal);
			if (!error) return result ?? {};
			if (!(error.retry === "now" || error.retry === "backoff") || attempt >= RETRIES_MAX) throw new CommandFailed(error.code, error.message, error.retry, error.details ?? {}, method, key);
			const waitMs = error.retry_after_ms ?? (error.retry === "now" ? 0 : backoffMs(attempt, this.random));
			await new Promise((resolve) => setTimeout(resolve, waitMs));
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
function put$1(items, item, key) {
	return items.some((old) => old[key] === item[key]) ? items.map((old) => old[key] === item[key] ? item : old) : [...items, item];
}
/** With these fields of the item whose `key` is `wanted` changed; the same when there is none. */
function change$1(items, key, wanted, fields) {
	return items.map((item) => item[key] === wanted ? {
		...item,
		...fields
	} : item);
}
/** Without the item whose `key` is `unwanted`. */
function drop(items, key, unwanted) {
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
		legs: put$1(view.legs, data.card, "leg")
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
			devices: put$1(view.devices, {
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
		devices: drop(view.devices, "session", data.session)
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
			offers: put$1(view.offers, offer, "offer")
		};
	},
	"offer.accepting": (view, { offer, expires_at_ms, by_session }) => ({
		...view,
		offers: change$1(view.offers, "offer", offer, {
			state: "accepting",
			expires_at_ms,
			by_session
		})
	}),
	"offer.ended": (view, data) => ({
		...view,
		offers: drop(view.offers, "offer", data.offer)
	}),
	"summary.made": (view, { offer: name, summary }) => {
		const card = view.offers.find((one) => one.offer === name)?.card;
		return card ? {
			...view,
			offers: change$1(view.offers, "offer", name, { card: {
				...card,
				summary
			} })
		} : view;
	},
	"leg.started": leg,
	"leg.changed": leg,
	"leg.ended": (view, data) => ({
		...view,
		legs: drop(view.legs, "leg", data.leg)
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
		partials: put$1(view.partials, partial, "segment")
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
		phase: phaseOf$2(after)
	};
}
/** For the consumer it is over when the conversation is. */
function phaseOf$2(view) {
	if (view.ended || view.closed) return "closed";
	return view.agents.length > 0 ? "active" : "queued";
}
/** In an order that does not depend on when the consumer first heard of whom. */
function joined$2(view, agent) {
	if (!SEEN_KINDS.has(agent.kind)) return view;
	const agents = put$1(view.agents, agent, "leg").sort((a, b) => a.leg < b.leg ? -1 : a.leg > b.leg ? 1 : 0);
	return {
		...view,
		agents
	};
}
function changed(view, leg, fields) {
	return {
		...view,
		agents: change$1(view.agents, "leg", leg, fields)
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
	"leg.started": (view, { leg, agent_name, kind }) => joined$2(view, {
		leg,
		agent_name,
		kind,
		is_lost: false,
		media: OPEN
	}),
	"leg.promoted": (view, { leg, agent_name, kind, is_lost, lost_until_ms }) => {
		const known = view.agents.find((agent) => agent.leg === leg);
		return joined$2(view, known ? {
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
		agents: drop(view.agents, "leg", leg)
	}),
	"call.connecting": (view, { leg, until_at_ms }) => ({
		...view,
		connecting: [...view.connecting, {
			leg,
			until_at_ms
		}]
	}),
	"call.settled": (view, { leg }) => ({
		...view,
		connecting: drop(view.connecting, "leg", leg)
	}),
	"call.media_changed": (view, { leg, media }) => leg ? changed(view, leg, { media }) : {
		...view,
		media
	},
	"segment.final": (view, data) => ({
		...view,
		segments: [...view.segments, segmentView(view.seq, data)].slice(-200),
		segment_count: view.segment_count + 1,
		partials: drop(view.partials, "segment", data.segment)
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
		legs: change$1(view.legs, "leg", leg, fields)
	};
}
/** The conversation part is not over. */
var isTalking$1 = (leg) => leg.state !== "wrapping" && leg.state !== "ended";
var legOf = (view, leg) => view.legs.find((one) => one.leg === leg);
var noIdle = (view) => ({
	...view,
	idle_closes_at_ms: void 0
});
function kept$4(legs) {
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
			legs: kept$4(put$1(view.legs, leg, "leg"))
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
		phase: phaseOf$1(after)
	};
}
/** Where the interaction is, worked out from the rest of the view. */
function phaseOf$1(view) {
	if (view.closed) return "closed";
	if (view.parked) return "parked";
	if (view.legs.some(isTalking$1)) return "active";
	if (view.offers.some((offer) => offer.state === "accepting")) return "connecting";
	if (view.offers.some((offer) => offer.state === "pending")) return "offered";
	return view.ended ? "wrapping" : "queued";
}
function endOf$1({ transfer, agent, target, mode }, { result, reason }, atMs) {
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
		variables: data.variables.reduce((known, one) => put$1(known, {
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
		offers: change$1(view.offers, "offer", offer, {
			state: "accepting",
			expires_at_ms,
			leg
		})
	}),
	"offer.ended": (view, { offer, state, detail, reason }, atMs) => ({
		...view,
		offers: change$1(view.offers, "offer", offer, {
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
		const last_transfer = view.transfer ? endOf$1(view.transfer, data, atMs) : view.last_transfer;
		const after = {
			...view,
			transfer: void 0,
			last_transfer
		};
		const sender = after.legs.find((leg) => leg.leg === data.leg && isTalking$1(leg));
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
			partials: drop(view.partials, "segment", data.segment)
		};
		const segment = segmentView(view.seq, data);
		if (data.hidden) return {
			...after,
			whispers: [...view.whispers, segment].slice(-50)
		};
		if (data.phase !== "bot" && PEOPLE.has(data.role)) after.idle_closes_at_ms = void 0;
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
		notes: put$1(view.notes, {
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
		mails: put$1(view.mails, {
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
			variables: put$1(view.variables, {
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
	...CONTENT
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
			rows: put$1(view.rows, row, "interaction")
		};
	},
	"queue.left": (view, { waiting, interaction }) => ({
		...view,
		waiting,
		rows: interaction === void 0 ? view.rows : drop(view.rows, "interaction", interaction)
	}),
	"queue.offered": (view, { interaction, agents }) => ({
		...view,
		rows: change$1(view.rows, "interaction", interaction, {
			ringing: agents,
			...agents.length > 0 && { no_takers: false }
		})
	}),
	"queue.no_takers": (view, { interaction }) => ({
		...view,
		rows: change$1(view.rows, "interaction", interaction, { no_takers: true })
	}),
	"queue.members_changed": (view, data) => {
		const present = data.members.reduce((members, member) => put$1(members, member, "agent"), view.members);
		return {
			...view,
			members: data.left.reduce((members, agent) => drop(members, "agent", agent), present)
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
		this.views = this.views.withSnapshot(part.stream, joined$1(inOrder.map((one) => one.state)));
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
function joined$1(parts) {
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
		this.asking = new Asking$1((text) => this.socket?.send(text), this.random);
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
// src/client/view/packet.ts
/** Of the last one who handled it before this agent, or handles it now; undefined: nobody but this agent did. */
function packet(view, agent) {
	const open = view.legs.filter((leg) => leg.agent === agent && leg.state !== "ended");
	const mine = open.find((leg) => leg.state !== "wrapping") ?? open[0];
	const last = view.legs.findLast((leg) => leg.kind === "primary" && (!mine || leg.leg !== mine.leg && leg.number < mine.number));
	if (!last || last.agent === agent) return void 0;
	const said = view.segments.filter((line) => !mine || line.said_at_ms <= mine.started_at_ms);
	const notes = view.notes.filter((note) => note.agent !== agent);
	const draft = view.draft && view.draft.agent !== agent ? view.draft : void 0;
	return {
		reason: last.end_reason ?? "",
		agent_name: last.agent_name,
		note: "",
		segments: said.slice(-5).map(({ role, participant, text, said_at_ms }) => ({
			role,
			participant,
			text,
			said_at_ms
		})),
		notes: notes.slice(-3).map(({ agent_name, text }) => ({
			agent_name,
			text
		})),
		draft: draft && {
			agent_name: view.legs.findLast((leg) => leg.agent === draft.agent)?.agent_name ?? "",
			text: draft.text
		},
		ended_at_ms: last.ended_at_ms
	};
}
// src/desk/words_actions_en.ts
/** Words of what an agent does on an interaction. */
var ACTIONS_EN = {
	"deed.more": "More",
	"deed.transfer": "Transfer",
	"deed.consult": "Consult",
	"deed.invite": "Add a colleague",
	"deed.release": "Release",
	"deed.leave": "Leave",
	"deed.park": "Park",
	"deed.unpark": "Take up again",
	"handing.transfer": "Transfer {name}",
	"handing.consult": "Consult a colleague about {name}",
	"handing.invite": "Add a colleague to the conversation with {name}",
	"handing.release": "Release {name}",
	"handing.release_help": "It leaves your desk at once. Notes and your unsent reply go with it.",
	"handing.find": "Search agents and queues",
	"handing.find_agent": "Search agents",
	"handing.queues": "Queues",
	"handing.agents": "Agents",
	"handing.none": "Nobody found",
	"handing.looking": "Looking …",
	"handing.own_queue": "its queue",
	"handing.waiting": "{count} waiting",
	"handing.longest": "longest {span}",
	"handing.ready": "{ready} ready, {signed} signed in",
	"handing.in_use": "{used} of {max}",
	"handing.unreachable": "not connected",
	"handing.how": "How",
	"handing.assured": "Stay until somebody accepts",
	"handing.assured_help": "If nobody does, it comes back to you.",
	"handing.unassured": "Leave at once",
	"handing.unassured_help": "If nobody accepts, it waits in the queue.",
	"handing.note": "What they should know",
	"handing.choose": "Choose who or where first.",
	"away.transferring": "On the way to {target}",
	"away.rings": "rings, {span} left",
	"away.in_line": "waits since {span}",
	"away.asked": "being asked …",
	"away.cancel": "Take back",
	"away.consulting": "{target} is with you. What you write aside, only agents see.",
	"away.consult_rings": "Asking {target}",
	"away.complete": "Hand over to {target}",
	"away.conference": "Bring into the conversation",
	"away.end_consult": "End the consult",
	"away.inviting": "Asking {target} to join",
	"away.consulted": "{agent} consults you. Only agents see what you write.",
	"away.conference_with": "In the conversation: {names}",
	"do.away.complete": "Hand over to the consulted colleague",
	"away.dismiss": "Dismiss",
	"result.transfer_completed": "Transferred to {target}.",
	"result.transfer_failed": "The transfer to {target} failed: {reason}.",
	"result.transfer_canceled": "The transfer to {target} was taken back.",
	"result.consult_completed": "Handed over to {target} after the consult.",
	"result.consult_failed": "The consult with {target} ended: {reason}.",
	"result.consult_canceled": "The consult with {target} is over.",
	"result.consult_conference": "{target} joined the conversation.",
	"result.invite_failed": "{target} did not join: {reason}.",
	"result.still_yours": "It is still yours.",
	"why.declined": "declined",
	"why.declined_because": "declined ({reason})",
	"why.expired": "no answer",
	"why.rescinded": "somebody else was faster",
	"why.failed": "the connection failed",
	"why.canceled": "taken back",
	"why.media": "the connection failed",
	"why.consumer_left": "the consumer left",
	"why.agent_unreachable": "not reachable",
	"why.status_change": "not ready any more",
	"why.supervisor": "a supervisor decided otherwise",
	"why.ended": "the conversation ended",
	"why.server_restart": "the server restarted",
	"why.left": "hung up",
	"why.agent_lost": "lost the connection",
	"why.taken_over": "a supervisor took over",
	"why.queue_full": "the queue is full",
	"why.closed": "the queue is closed",
	"why.no_agents": "nobody is signed in there",
	"why.max_wait": "it waited too long there",
	"why.already_here": "already in the conversation",
	"why.channel": "another channel",
	"why.unknown": "not available",
	"out.not_a_member": "not a member of the queue",
	"out.offline": "offline",
	"out.not_connected": "not connected",
	"out.not_ready": "not ready",
	"out.opted_out_channel": "does not take this channel now",
	"out.opted_out_queue": "does not take this queue now",
	"out.missed_hold": "missed a ring and is not back yet",
	"out.occupied": "occupied",
	"out.ringing_elsewhere": "another call rings there",
	"out.channel_full": "no more on this channel",
	"out.no_capacity": "no free capacity",
	"out.reserved_elsewhere": "is about to get something else",
	"out.lacks_skill": "lacks a skill",
	"out.already_offered": "it rings there",
	"out.excluded_declined": "declined or missed it a moment ago",
	"out.nothing": "free: nothing stands in the way",
	"waiting.since": "Waits in {queue}, {span}",
	"waiting.why": "Why is it still waiting?",
	"waiting.place": "Number {place} of {count} in {queue}.",
	"waiting.not": "It is not waiting any more.",
	"waiting.needs": "Needs: {needs}.",
	"waiting.need": "{skill} from level {level}",
	"waiting.relaxes": "Asks for less in {span}.",
	"waiting.rings_at": "It rings at {names} now.",
	"waiting.asks": "{names} is being asked now.",
	"waiting.tries": "It is tried again in {span}.",
	"waiting.next": "Next: {name}.",
	"waiting.nobody": "Nobody who could take it is free.",
	"waiting.no_members": "This queue has no members.",
	"waiting.until": "for {span} more",
	"waiting.as_of": "As of {time}",
	"waiting.refresh": "Look again",
	"waiting.forbidden": "You may not look into this queue.",
	"waiting.agent": "Agent",
	"waiting.reason": "What stands in the way",
	"line.held": "On hold for {span}",
	"line.joined": "{agent} took part",
	"line.consulted": "{agent} was asked aside",
	"line.conference": "{agent} joined the conversation",
	"line.left": "{agent} left: {reason}",
	"line.lost": "{agent} has lost the connection",
	"line.lost_until": "{agent} has lost the connection; the place is kept {span}",
	"line.idle": "Nobody has written for a while: it closes in {span}.",
	"line.parked_until": "Parked until {time}",
	"line.parked_reply": "Parked until {name} replies",
	"line.parked_both": "Parked until {time}, or until {name} replies",
	"line.wrap_up": "{agent} completed the wrap-up: {outcome}",
	"line.aside": "aside",
	"left.transferred": "handed on",
	"left.released": "released it",
	"left.agent_lost": "lost the connection",
	"left.left": "left the conversation",
	"left.taken_over": "a supervisor took over",
	"left.consult_ended": "the consult is over",
	"over.resolved": "Resolved",
	"over.abandoned": "{name} left before anybody answered",
	"over.short_abandoned": "{name} left at once",
	"over.overflowed": "Nobody could take it",
	"over.expired": "Its time was over",
	"over.canceled": "Canceled",
	"over.consumer_left": "{name} left the conversation",
	"over.agent_ended": "{agent} ended the conversation",
	"over.inactivity": "Ended: nobody wrote any more",
	"over.error": "Ended by a fault",
	"park.title": "Park {name}",
	"park.help": "It stays yours and comes back by itself.",
	"park.reply": "Comes back when {name} replies",
	"park.time": "Comes back at",
	"park.hour": "In an hour",
	"park.tomorrow": "Tomorrow, 9:00",
	"park.week": "Next Monday, 9:00",
	"park.own": "At another time",
	"park.never": "No fixed time",
	"park.when": "Date and time",
	"park.past": "Choose a time to come, within 90 days, or wait for the reply.",
	"parked.back": "{name} is back on your desk.",
	"resolve.title": "Resolve {name}",
	"resolve.draft": "There is an unsent reply. It is not sent by resolving.",
	"composer.to": "To",
	"composer.consumer": "{name}",
	"composer.aside": "Colleagues only",
	"composer.write_aside": "Write to your colleagues only",
	"composer.held": "{name} is on hold and can still read what you send.",
	"composer.fill": "Still to fill in: {names}",
	"canned.title": "Canned answers",
	"canned.none": "No canned answer for this",
	"canned.hint": "/ for canned answers",
	"message.sent": "sent",
	"wrapup.remains": "What remains",
	"wrapup.note": "Note",
	"wrapup.note_done": "written",
	"wrapup.note_none": "none yet: it can be written under Engagement",
	"wrapup.set": "chosen",
	"wrapup.missing": "not chosen yet",
	"wrapup.optional": "optional",
	"wrapup.reply": "Unsent reply",
	"wrapup.reply_left": "it will not be sent",
	"wrapup.no_more": "There is no more time to have.",
	"wrapup.not_yet": "This queue keeps you here until the time is over.",
	"wrapup.late": "Time is over: you are free again. The disposition can still be chosen.",
	"wrapup.late_done": "Done",
	"wrapup.saved_late": "The disposition is set.",
	"wrapup.done_not_ready": "Done. You are not ready: choose Ready to get the next.",
	"wrapup.by_time": "The time for the wrap-up of {name} is over. You are free again.",
	"wrapup.by_supervisor": "A supervisor completed the wrap-up of {name}.",
	"wrapup.several": "Several may be chosen",
	"wrapup.no_hits": "No disposition found",
	"outcome.agent": "done",
	"outcome.skipped": "not needed",
	"outcome.timeout": "ended by time",
	"outcome.defaulted": "set by default",
	"outcome.released": "ended by time, disposition missing",
	"outcome.supervisor": "completed by a supervisor",
	"ring.purpose_transfer": "{agent} transfers to you",
	"ring.purpose_consult": "{agent} asks for your advice",
	"ring.purpose_conference": "{agent} asks you to join",
	"ring.no_sound": "The browser holds the sound back: click anywhere to hear rings.",
	"ring.elsewhere": "Rings aloud on another device.",
	"ring.here": "Ring here",
	"menu.notifications": "Notifications",
	"menu.notifications_blocked": "The browser blocks notifications of this page.",
	"ended.agent_unreachable": "The ring for {name} was taken back: this desk did not answer in time.",
	"ended.status_change": "The ring for {name} went on: you are not ready.",
	"ended.supervisor": "A supervisor decided otherwise about {name}.",
	"ended.transfer_canceled": "Your colleague took {name} back.",
	"error.alone": "Nobody but you is here: write a note instead.",
	"error.conference": "Others take part: leave the conversation to them instead.",
	"error.no_more_extensions": "There is no more time to have.",
	"error.disposition_invalid": "This disposition cannot be chosen here.",
	"error.transfer_target_unavailable": "Not available: {reason}.",
	"error.transfer_not_pending": "That is over already.",
	"error.not_found": "That does not exist any more.",
	"error.parties": "No more than {count} can take part.",
	"error.unavailable": "The server cannot do that now. Try again in a moment.",
	"error.internal": "Something went wrong in the server. Try again in a moment.",
	"error.rate_limited": "That was too fast. Try again in a moment."
};
// src/desk/words_keys_en.ts
/** The palette and the keys. */
var KEYS_EN = {
	"palette.title": "Commands",
	"palette.label": "What do you want to do?",
	"palette.none": "Nothing of that name is possible now.",
	"do.palette.open": "Commands",
	"do.keys.help": "What the keys do",
	"do.keys.settings": "Change the keys",
	"do.lists.open_long": "Go to open interactions",
	"do.lists.all_long": "Go to all interactions",
	"do.list.find": "Filter the list",
	"do.list.next": "Next interaction",
	"do.list.previous": "Previous interaction",
	"do.list.back": "Back to the list",
	"do.ring.accept": "Accept",
	"do.ring.decline": "Decline",
	"do.thread.focus": "Write",
	"do.thread.end": "End the conversation",
	"do.tab.profile": "Show the profile",
	"do.tab.note": "Write a note",
	"do.tab.transcript": "Search the transcript",
	"do.status.set_ready": "Be ready",
	"do.status.set_not_ready": "Be not ready",
	"do.status.set_offline": "Go offline",
	"do.deed.transfer": "Transfer",
	"do.deed.consult": "Consult a colleague",
	"do.deed.invite": "Invite to a conference",
	"do.deed.park": "Park",
	"do.deed.unpark": "Take up again",
	"do.deed.release": "Release",
	"do.deed.leave": "Leave",
	"group.desk": "The desk",
	"group.list": "Lists",
	"group.interaction": "The interaction",
	"group.ring": "A ring",
	"group.status": "Status",
	"group.about": "Details",
	"keys.title": "What the keys do",
	"keys.settings": "Change the keys",
	"keys.change": "Change the keys …",
	"keys.always": "Always",
	"keys.send": "Send",
	"keys.rows": "Up and down in a list",
	"keys.close": "Close what is open",
	"keys.bare": "Single letters do something",
	"keys.kept": "Kept for you in this browser.",
	"keys.choose": "Choose keys for: {title}",
	"keys.remove": "No keys for: {title}",
	"keys.reset": "As it was for: {title}",
	"keys.reset_all": "Everything as it was",
	"keys.none": "None",
	"keys.press": "Press keys …",
	"keys.taken": "is taken by “{title}”.",
	"keys.too_easy": "is pressed too easily for this: add Ctrl or Alt.",
	"menu.keys": "Keyboard …",
	"menu.commands": "Commands"
};
// src/desk/words_lists_en.ts
/** Finding one's way: lists, filters, search, reading what went before. */
var LISTS_EN = {
	"lists.label": "Interactions",
	"lists.open": "Open",
	"lists.all": "All",
	"lists.open_long": "Open interactions",
	"lists.all_long": "All interactions",
	"find.label_open": "Filter by name, subject or queue",
	"find.label_all": "Name, phone, email or subject",
	"find.label_said": "Words that were said",
	"find.in": "Look in",
	"find.in_lines": "Interactions",
	"find.in_said": "Transcripts",
	"find.clear": "Clear",
	"filter.title": "Filters",
	"filter.count": "Filters ({count})",
	"filter.reset": "Remove all filters",
	"filter.channel": "Channel",
	"filter.state": "State",
	"filter.queue": "Queue",
	"filter.agent": "Agent",
	"filter.time": "Began",
	"filter.from": "From",
	"filter.to": "To",
	"filter.any": "Any",
	"filter.anybody": "Anybody",
	"filter.consumer": "Only {name}",
	"filter.order": "Order",
	"order.assigned": "As assigned",
	"order.word": "Latest word first",
	"order.urgent": "Most urgent first",
	"time.today": "Today",
	"time.yesterday": "Yesterday",
	"time.week": "Last 7 days",
	"time.month": "Last 30 days",
	"time.own": "From … to …",
	"is.open": "Not closed",
	"is.waiting": "Waiting",
	"is.active": "In progress",
	"is.parked": "Parked",
	"is.wrapping": "Wrap-up",
	"is.closed": "Closed",
	"is.to_do": "Disposition missing",
	"is.unread": "Unread",
	"is.held": "On hold",
	"phase_now.queued": "Waiting",
	"phase_now.offered": "Ringing",
	"phase_now.connecting": "Connecting",
	"phase_now.active": "In progress",
	"phase_now.parked": "Parked",
	"phase_now.wrapping": "Wrap-up",
	"phase_now.closed": "Closed",
	"ended_as.resolved": "Resolved",
	"ended_as.abandoned": "Left while waiting",
	"ended_as.short_abandoned": "Left at once",
	"ended_as.overflowed": "Sent elsewhere",
	"ended_as.expired": "Expired",
	"ended_as.canceled": "Canceled",
	"ended_as.consumer_left": "Consumer left",
	"ended_as.agent_ended": "Ended by the agent",
	"ended_as.inactivity": "Nobody spoke",
	"ended_as.error": "Failed",
	"age.now": "now",
	"sla.left": "{span} left",
	"sla.late": "{span} late",
	"sla.help": "To be answered within {span}",
	"rows.none": "Nothing here.",
	"rows.none_filtered": "Nothing matches the filters.",
	"rows.none_all": "Nothing yet: interactions that you take part in, and those waiting in your queues, are found here.",
	"rows.loading": "Looking …",
	"rows.failed": "The list could not be read.",
	"rows.again": "Try again",
	"rows.go_on": "Look further back",
	"rows.new": "New",
	"rows.refresh": "Refresh",
	"rows.nobody": "Nobody",
	"rows.hits": "Found in what was said",
	"read.closed": "Closed: you can read it.",
	"read.earlier": "An earlier interaction, to read.",
	"read.foreign": "{name} handles it. You can read it.",
	"read.back": "Back to {name}",
	"read.forbidden": "This interaction is not yours to read, or is not there.",
	"read.waiting": "It is waiting in {queue}.",
	"read.take": "Take it",
	"read.take_not_ready": "Choose Ready to take it.",
	"read.taken": "It is yours.",
	"read.failed": "It could not be opened.",
	"read.read_only_notes": "Notes",
	"read.no_notes": "No notes.",
	"profile.all_of": "All interactions of this consumer",
	"pane.about": "Details",
	"pane.back": "Back to the conversation",
	"signin.renewed": "Signed in for longer.",
	"link.expired": "Your sign-in has expired. Everything stays as it is: paste a new token, or open a new sign-in link in this browser.",
	"link.expiring": "Your sign-in ends in {span}. Paste a new token, or open a new sign-in link in this browser.",
	"link.renew": "Go on",
	"link.fault": "The server had a fault. Your work is kept; reconnecting …",
	"link.slow": "This computer could not keep up. Reconnecting …",
	"link.overloaded": "The server takes no new sessions at the moment. Trying again …",
	"link.too_many": "You are signed in on too many devices. Sign out on another one; trying again …",
	"link.too_fast": "Too much was asked at once. Trying again …"
};
// src/desk/words_mail_en.ts
/** Words of mail: reading, writing, attachments. */
var MAIL_EN = {
	"mail.from": "From",
	"mail.to": "To",
	"mail.cc": "Cc",
	"mail.bcc": "Bcc",
	"mail.date": "Date",
	"mail.subject": "Subject",
	"mail.to_line": "to {names}",
	"mail.and_more": "and {count} more",
	"mail.automatic": "Written by a machine.",
	"mail.no_text": "No text.",
	"mail.whole": "Show the whole mail",
	"mail.show_quote": "Show quoted text",
	"mail.hide_quote": "Hide quoted text",
	"mail.as_page": "As its writer made it",
	"mail.as_text": "As plain text",
	"mail.original": "Download original",
	"mail.page_of": "The mail as its writer made it",
	"mail.images_off": "Pictures from elsewhere are not loaded: {count}. Loading them tells the sender that the mail was opened.",
	"mail.images_show": "Show pictures",
	"mail.parts": "Attachments: {count}",
	"mail.parts_along": "Its attachments go along: {count}.",
	"mail.look": "Look at {name}",
	"mail.save": "Download {name}, {size}",
	"mail.save_it": "Download",
	"mail.state_queued": "Waits to be sent",
	"mail.state_sending": "Being sent …",
	"mail.state_deferred": "Not taken yet: it is tried again",
	"mail.deferred_until": "Not taken yet: tried again at {time}. Tries so far: {count}.",
	"mail.state_sent": "Sent",
	"mail.state_failed": "Not delivered",
	"mail.server_said": "The other server said: {reason}",
	"mail.retry": "Send again",
	"mail.reply": "Reply",
	"mail.reply_all": "Reply all",
	"mail.forward": "Forward",
	"mail.new": "New mail",
	"mail.text": "Your mail",
	"mail.discard": "Discard",
	"mail.discarded": "The draft is discarded.",
	"mail.undo": "Undo",
	"mail.send_resolve": "Send and resolve",
	"mail.keep_mine": "Keep mine",
	"mail.change": "Change {name}",
	"mail.remove": "Remove {name}",
	"mail.signature": "Signature, added when it is sent",
	"mail.quoted": "Quoted below your text",
	"mail.forwarded": "Forwarded below your text",
	"mail.with_quote": "Quote it",
	"mail.attach": "Attach",
	"mail.limits": "Up to {count} files, {size} each, {all} together",
	"mail.too_large": "{name} is too large: at most {size} each.",
	"mail.too_many": "{name} is one too many: at most {count} files.",
	"mail.too_much": "{name} does not fit: at most {all} together.",
	"mail.uploading": "{name} is on its way",
	"mail.upload_failed": "did not arrive",
	"mail.no_parts": "You mention an attachment, but there is none.",
	"mail.not_sent": "The mail was not sent; your text is back. {reason}",
	"mail.problem_nobody": "Say to whom it goes.",
	"mail.problem_form": "One of the addresses is not complete: it is marked.",
	"mail.problem_own": "One of the addresses is your own mailbox: the mail would come back.",
	"mail.problem_empty": "Write something first.",
	"mail.problem_uploading": "Attachments are still on their way, or did not arrive.",
	"mail.problem_long": "The text is too long: at most 16,384 characters.",
	"error.no_relay": "This server is not set up to send mail.",
	"rich.marks": "Formatting",
	"rich.bold": "Bold (Ctrl + B)",
	"rich.italic": "Italic (Ctrl + I)",
	"rich.insertUnorderedList": "List",
	"rich.insertOrderedList": "Numbered list",
	"rich.link": "Link",
	"rich.address": "Address of the link",
	"rich.link_it": "Link",
	"rich.no_address": "That is no address of a page or a mailbox."
};
// src/desk/words_people_en.ts
/** Words of the address book. */
var PEOPLE_EN = {
	"contact.book": "Contacts",
	"do.contacts.open": "Contacts",
	"contact.all": "Contacts found",
	"contact.find": "Search by name, phone or email",
	"contact.none": "Nobody found",
	"contact.failed": "The address book could not be read.",
	"contact.more": "Show more",
	"contact.choose": "Choose somebody from the list.",
	"contact.gone": "This entry is no longer in the address book.",
	"contact.new": "New contact",
	"contact.edit": "Edit contact",
	"contact.save": "Save contact",
	"contact.saved": "Saved.",
	"contact.name": "Name",
	"contact.phones": "Phones",
	"contact.emails": "Emails",
	"contact.one_more": "one more",
	"contact.yes": "Yes",
	"contact.no": "No",
	"contact.wrong": "{place}: {message}",
	"contact.conflict": "Somebody else changed this entry meanwhile. It says now:",
	"contact.keep_mine": "Keep my changes too",
	"contact.take_theirs": "Drop my changes",
	"contact.duplicates": "There are other entries with one of these addresses: {count}. Merge them if it is the same person.",
	"contact.in_book": "Open in Contacts",
	"contact.link": "Link a contact",
	"contact.relink": "Link another contact",
	"contact.link_title": "Who is this?",
	"contact.linked": "Linked.",
	"contact.merge": "Merge",
	"contact.merge_title": "Merge {name} with",
	"contact.merge_help": "{name} stays, with everything of both. Interactions of both are found under it. You can undo it for 30 days.",
	"contact.merge_result": "What it will be",
	"contact.merge_keeps": "different in the other entry: {value}",
	"contact.merge_it": "Merge into {name}",
	"contact.merge_other": "Choose another one",
	"contact.merged": "Merged.",
	"contact.unmerge": "Undo",
	"contact.unmerged": "The merge is undone.",
	"contact.merges": "Merged into this entry",
	"lazy.failed": "This part could not be loaded. The desk may have been updated: reload it.",
	"lazy.reload": "Reload"
};
// src/desk/words_en.ts
/** The desk in English: the words of the domain, whole. `{name}` is filled in. */
var EN = {
	...KEYS_EN,
	...LISTS_EN,
	...ACTIONS_EN,
	...MAIL_EN,
	...PEOPLE_EN,
	"app.title": "Agent desk",
	"signin.title": "Sign in",
	"signin.token": "Access token",
	"signin.help": "Paste the token that your administrator gave you. The sample account keeps its tokens in tokens.json.",
	"signin.go": "Sign in",
	"signin.expired": "Your sign-in has expired. What you wrote is kept: sign in again to go on.",
	"signin.refused": "This token was not accepted.",
	"signin.out": "You are signed out.",
	"signin.busy": "Signing in …",
	"menu.signout": "Sign out",
	"menu.language": "Language",
	"menu.theme": "Appearance",
	"theme.auto": "As the system",
	"theme.light": "Light",
	"theme.dark": "Dark",
	"menu.settings": "Settings",
	"menu.sound": "Ring sound",
	"status.choose": "Status",
	"status.ready": "Ready",
	"status.not_ready": "Not ready",
	"status.offline": "Offline",
	"status.next": "then: {status}",
	"status.since": "for {span}",
	"reason.signed_in": "Just signed in",
	"reason.missed": "Missed a ring",
	"reason.break": "Break",
	"reason.lunch": "Lunch",
	"reason.meeting": "Meeting",
	"reason.training": "Training",
	"state.offline": "Offline",
	"state.not_ready": "Not ready",
	"state.missed": "Missed a ring: choose Ready to go on",
	"state.wrap_up": "Wrapping up",
	"state.occupied": "Occupied",
	"state.ready": "In the queue",
	"state.capacity": "{used} of {units} in use",
	"link.connecting": "Connecting …",
	"link.lost": "Connection lost. Reconnecting {span} …",
	"link.lost_now": "Connection lost. Reconnecting …",
	"link.restart": "The server is restarting. You keep your place; reconnecting …",
	"link.offline": "This computer is offline. What you write is kept here.",
	"link.resumed": "Connected again. Nothing was lost.",
	"link.fresh": "Connected again.",
	"link.retry": "Try now",
	"over.superseded": "The desk is open in another tab",
	"over.superseded_help": "This tab has handed your session over. Nothing is lost.",
	"over.kicked": "Signed out elsewhere",
	"over.kicked_help": "Another device, or a supervisor, ended this session.",
	"over.stopped": "Disconnected for good",
	"over.stopped_help": "The server said: {reason}.",
	"over.here": "Use the desk here",
	"ring.title": "Incoming: {channel}",
	"ring.unknown": "Unknown consumer",
	"ring.nothing": "No more is known about this consumer.",
	"ring.queue": "Queue",
	"ring.waited": "Waited",
	"ring.attempt": "Offer",
	"ring.accept": "Accept",
	"ring.decline": "Decline",
	"ring.reason": "Reason for declining",
	"ring.reason_needed": "Reason for declining (needed)",
	"decline.busy": "Busy with something else",
	"decline.no_headset": "No headset at hand",
	"decline.wrong_skill": "Not my field",
	"ring.reason_required": "This queue asks for a reason.",
	"ring.accepting": "Connecting …",
	"ring.left": "{span} left to answer",
	"ring.handover": "From {agent}",
	"packet.draft": "Begun by {agent}, not sent:",
	"ring.title_blink": "Ring: {name}",
	"ended.elsewhere": "Answered on your other device.",
	"ended.expired": "Missed: {name} went on to the next agent.",
	"ended.consumer_left": "{name} left before you answered.",
	"ended.rescinded": "A colleague answered {name}.",
	"ended.canceled": "The ring for {name} was taken back.",
	"ended.failed": "The call with {name} could not be connected.",
	"summary.title": "Summary",
	"summary.by_model": "written by an AI",
	"summary.by_flow": "written by the flow",
	"summary.by_extractive": "sentences taken from the conversation",
	"summary.since": "Not in it: {count} newer",
	"summary.make": "Summarise",
	"summary.coming": "Is being written",
	"list.title": "Open interactions",
	"list.empty": "Nothing is assigned to you.",
	"list.empty_ready": "You are in the queue. The next interaction rings here.",
	"list.empty_not_ready": "Choose Ready to get interactions.",
	"list.unread": "{count} unread",
	"list.wrapping": "Wrap-up",
	"list.held": "On hold",
	"list.parked": "Parked",
	"list.needs_disposition": "Disposition missing",
	"channel.messaging": "Chat",
	"channel.voice": "Voice call",
	"channel.video": "Video call",
	"channel.email": "Email",
	"channel.work_item": "Work item",
	"thread.none": "Choose an interaction from the list.",
	"thread.loading": "Loading …",
	"thread.write": "Write to {name}",
	"thread.send": "Send",
	"thread.hint": "Ctrl + Enter sends",
	"thread.sending": "sending …",
	"thread.failed": "not sent",
	"thread.retry": "Retry",
	"thread.discard": "Discard",
	"thread.typing": "{name} is writing …",
	"thread.away": "{name} has lost the connection.",
	"thread.draft_saved": "Draft saved",
	"thread.closed": "This conversation is over.",
	"thread.end": "End",
	"thread.end_sure": "End the conversation?",
	"thread.hold": "Hold",
	"thread.resume": "Resume",
	"thread.resolve": "Resolve",
	"thread.release": "Release",
	"thread.back": "Back to the list",
	"thread.bot": "Before you, with the bot: {count}",
	"phase.bot": "Bot",
	"phase.queue": "Queue",
	"phase.agent": "Agent {number}",
	"role.consumer": "Consumer",
	"role.bot": "Bot",
	"role.agent": "Agent",
	"role.supervisor": "Supervisor",
	"role.service": "Service",
	"role.system": "System",
	"tab.label": "About this interaction",
	"tab.profile": "Profile",
	"tab.engagement": "Engagement",
	"tab.transcript": "Transcript",
	"profile.contact": "Contact",
	"profile.none": "Not in the address book.",
	"profile.variables": "From the flow",
	"profile.no_variables": "The flow left nothing.",
	"profile.earlier": "Earlier interactions",
	"profile.no_earlier": "None.",
	"profile.phone": "Phone",
	"profile.email": "Email",
	"notes.mine": "Your note",
	"notes.placeholder": "Write what others should know. Saved as you type.",
	"notes.saving": "Saving …",
	"notes.saved": "Saved {time}",
	"notes.unsaved": "Not saved yet: kept here until connected.",
	"notes.refused": "Not saved: the server refused it. The text is kept here.",
	"notes.conflict": "Changed on another device:",
	"notes.theirs": "Use that text",
	"notes.others": "Notes of others",
	"search.label": "Search the transcript",
	"search.hits": "Found: {count}",
	"search.position": "{place} of {count}",
	"search.none": "Nothing found",
	"search.next": "Next",
	"search.previous": "Previous",
	"transcript.earlier": "Show earlier",
	"transcript.empty": "Nothing has been said yet.",
	"transcript.partial": "speaking …",
	"wrapup.title": "Wrap-up",
	"wrapup.left": "{span} left",
	"wrapup.no_limit": "No time limit",
	"wrapup.overdue": "Time is over. Choose a disposition to go on.",
	"wrapup.disposition": "Disposition",
	"wrapup.mandatory": "Required",
	"wrapup.find": "Find a disposition",
	"wrapup.none": "This queue has no dispositions.",
	"wrapup.complete": "Complete, back to the queue",
	"wrapup.extend": "More time",
	"wrapup.done": "Done. You are back in the queue.",
	"error.generic": "That did not work: {message}",
	"error.invalid_state": "That is not possible now.",
	"error.timeout": "No answer from the server. It may still have happened: look before you repeat it.",
	"error.disposition_required": "Choose a disposition first.",
	"error.at_capacity": "You have no free capacity for this.",
	"error.forbidden": "It is not yours any more.",
	"error.too_large": "That text is too long.",
	"action.cancel": "Cancel",
	"action.close": "Close"
};
// src/desk/words_actions_es.ts
var ACTIONS_ES = {
	"deed.more": "Más",
	"deed.transfer": "Transferir",
	"deed.consult": "Consultar",
	"deed.invite": "Añadir a un compañero",
	"deed.release": "Liberar",
	"deed.leave": "Salir",
	"deed.park": "Aparcar",
	"deed.unpark": "Retomar",
	"handing.transfer": "Transferir a {name}",
	"handing.consult": "Consultar a un compañero sobre {name}",
	"handing.invite": "Añadir a un compañero a la conversación con {name}",
	"handing.release": "Liberar a {name}",
	"handing.release_help": "Deja su escritorio al momento. Las notas y la respuesta sin enviar van con ella.",
	"handing.find": "Buscar agentes y colas",
	"handing.find_agent": "Buscar agentes",
	"handing.queues": "Colas",
	"handing.agents": "Agentes",
	"handing.none": "No se encontró a nadie",
	"handing.looking": "Buscando …",
	"handing.own_queue": "su cola",
	"handing.waiting": "{count} en espera",
	"handing.longest": "la que más, {span}",
	"handing.ready": "listos: {ready}, conectados: {signed}",
	"handing.in_use": "{used} de {max}",
	"handing.unreachable": "sin conexión",
	"handing.how": "Cómo",
	"handing.assured": "Quedarse hasta que alguien acepte",
	"handing.assured_help": "Si nadie acepta, vuelve a usted.",
	"handing.unassured": "Salir al momento",
	"handing.unassured_help": "Si nadie acepta, espera en la cola.",
	"handing.note": "Lo que deben saber",
	"handing.choose": "Elija antes a quién o adónde.",
	"away.transferring": "De camino a {target}",
	"away.rings": "suena, quedan {span}",
	"away.in_line": "espera desde hace {span}",
	"away.asked": "preguntando …",
	"away.cancel": "Retirar",
	"away.consulting": "{target} está con usted. Lo que escriba aparte solo lo ven los agentes.",
	"away.consult_rings": "Preguntando a {target}",
	"away.complete": "Pasar a {target}",
	"away.conference": "Unir a la conversación",
	"away.end_consult": "Terminar la consulta",
	"away.inviting": "Pidiendo a {target} que se una",
	"away.consulted": "{agent} le consulta. Lo que escriba solo lo ven los agentes.",
	"away.conference_with": "En la conversación: {names}",
	"do.away.complete": "Pasar al compañero consultado",
	"away.dismiss": "Descartar",
	"result.transfer_completed": "Transferida a {target}.",
	"result.transfer_failed": "La transferencia a {target} falló: {reason}.",
	"result.transfer_canceled": "La transferencia a {target} fue retirada.",
	"result.consult_completed": "Pasada a {target} tras la consulta.",
	"result.consult_failed": "La consulta con {target} terminó: {reason}.",
	"result.consult_canceled": "La consulta con {target} ha terminado.",
	"result.consult_conference": "{target} se unió a la conversación.",
	"result.invite_failed": "{target} no se unió: {reason}.",
	"result.still_yours": "Sigue siendo suya.",
	"why.declined": "rechazó",
	"why.declined_because": "rechazó ({reason})",
	"why.expired": "sin respuesta",
	"why.rescinded": "alguien fue más rápido",
	"why.failed": "falló la conexión",
	"why.canceled": "retirada",
	"why.media": "falló la conexión",
	"why.consumer_left": "el consumidor se fue",
	"why.agent_unreachable": "ilocalizable",
	"why.status_change": "ya no está listo",
	"why.supervisor": "un supervisor decidió otra cosa",
	"why.ended": "la conversación terminó",
	"why.server_restart": "el servidor se reinició",
	"why.left": "colgó",
	"why.agent_lost": "perdió la conexión",
	"why.taken_over": "un supervisor se hizo cargo",
	"why.queue_full": "la cola está llena",
	"why.closed": "la cola está cerrada",
	"why.no_agents": "no hay nadie conectado allí",
	"why.max_wait": "esperó demasiado allí",
	"why.already_here": "ya está en la conversación",
	"why.channel": "otro canal",
	"why.unknown": "no disponible",
	"out.not_a_member": "no es miembro de la cola",
	"out.offline": "desconectado",
	"out.not_connected": "sin conexión",
	"out.not_ready": "no listo",
	"out.opted_out_channel": "no atiende este canal ahora",
	"out.opted_out_queue": "no atiende esta cola ahora",
	"out.missed_hold": "perdió un timbre y aún no ha vuelto",
	"out.occupied": "ocupado",
	"out.ringing_elsewhere": "le suena otra llamada",
	"out.channel_full": "no caben más en este canal",
	"out.no_capacity": "sin capacidad libre",
	"out.reserved_elsewhere": "está a punto de recibir otra cosa",
	"out.lacks_skill": "le falta una habilidad",
	"out.already_offered": "ya le suena",
	"out.excluded_declined": "la rechazó o perdió hace un momento",
	"out.nothing": "libre: nada lo impide",
	"waiting.since": "Espera en {queue}, {span}",
	"waiting.why": "¿Por qué sigue esperando?",
	"waiting.place": "Número {place} de {count} en {queue}.",
	"waiting.not": "Ya no espera.",
	"waiting.needs": "Necesita: {needs}.",
	"waiting.need": "{skill} desde el nivel {level}",
	"waiting.relaxes": "Pedirá menos en {span}.",
	"waiting.rings_at": "Ahora suena a {names}.",
	"waiting.asks": "Se está preguntando a {names}.",
	"waiting.tries": "Se intenta de nuevo en {span}.",
	"waiting.next": "Siguiente: {name}.",
	"waiting.nobody": "Nadie que pueda atenderla está libre.",
	"waiting.no_members": "Esta cola no tiene miembros.",
	"waiting.until": "{span} más",
	"waiting.as_of": "A las {time}",
	"waiting.refresh": "Mirar de nuevo",
	"waiting.forbidden": "No puede mirar en esta cola.",
	"waiting.agent": "Agente",
	"waiting.reason": "Qué lo impide",
	"line.held": "En retención desde hace {span}",
	"line.joined": "{agent} se hizo cargo",
	"line.consulted": "Se preguntó aparte a {agent}",
	"line.conference": "{agent} se unió a la conversación",
	"line.left": "{agent} salió: {reason}",
	"line.lost": "{agent} ha perdido la conexión",
	"line.lost_until": "{agent} ha perdido la conexión; se le guarda el lugar {span}",
	"line.idle": "Nadie escribe desde hace un rato: se cierra en {span}.",
	"line.parked_until": "Aparcada hasta {time}",
	"line.parked_reply": "Aparcada hasta que {name} responda",
	"line.parked_both": "Aparcada hasta {time}, o hasta que {name} responda",
	"line.wrap_up": "{agent} completó el cierre: {outcome}",
	"line.aside": "aparte",
	"left.transferred": "la pasó",
	"left.released": "la liberó",
	"left.agent_lost": "perdió la conexión",
	"left.left": "dejó la conversación",
	"left.taken_over": "un supervisor se hizo cargo",
	"left.consult_ended": "la consulta terminó",
	"over.resolved": "Resuelta",
	"over.abandoned": "{name} se fue antes de que alguien contestara",
	"over.short_abandoned": "{name} se fue enseguida",
	"over.overflowed": "Nadie pudo atenderla",
	"over.expired": "Se acabó su tiempo",
	"over.canceled": "Cancelada",
	"over.consumer_left": "{name} dejó la conversación",
	"over.agent_ended": "{agent} terminó la conversación",
	"over.inactivity": "Terminada: nadie escribía ya",
	"over.error": "Terminada por un fallo",
	"park.title": "Aparcar a {name}",
	"park.help": "Sigue siendo suya y vuelve sola.",
	"park.reply": "Vuelve cuando {name} responda",
	"park.time": "Vuelve",
	"park.hour": "En una hora",
	"park.tomorrow": "Mañana, 9:00",
	"park.week": "El próximo lunes, 9:00",
	"park.own": "En otro momento",
	"park.never": "Sin hora fija",
	"park.when": "Fecha y hora",
	"park.past": "Elija un momento futuro, dentro de 90 días, o espere la respuesta.",
	"parked.back": "{name} está de nuevo en su escritorio.",
	"resolve.title": "Resolver {name}",
	"resolve.draft": "Hay una respuesta sin enviar. Resolver no la envía.",
	"composer.to": "Para",
	"composer.consumer": "{name}",
	"composer.aside": "Solo compañeros",
	"composer.write_aside": "Escribir solo a sus compañeros",
	"composer.held": "{name} está en retención y aún puede leer lo que envíe.",
	"composer.fill": "Falta por completar: {names}",
	"canned.title": "Respuestas preparadas",
	"canned.none": "No hay respuesta preparada para esto",
	"canned.hint": "/ para respuestas preparadas",
	"message.sent": "enviado",
	"wrapup.remains": "Lo que falta",
	"wrapup.note": "Nota",
	"wrapup.note_done": "escrita",
	"wrapup.note_none": "aún ninguna: se escribe en Participación",
	"wrapup.set": "elegida",
	"wrapup.missing": "aún sin elegir",
	"wrapup.optional": "opcional",
	"wrapup.reply": "Respuesta sin enviar",
	"wrapup.reply_left": "no se enviará",
	"wrapup.no_more": "No queda más tiempo que pedir.",
	"wrapup.not_yet": "Esta cola le mantiene aquí hasta que acabe el tiempo.",
	"wrapup.late": "Se acabó el tiempo: está libre de nuevo. Aún puede elegir la disposición.",
	"wrapup.late_done": "Hecho",
	"wrapup.saved_late": "La disposición está puesta.",
	"wrapup.done_not_ready": "Hecho. No está listo: elija Listo para recibir la próxima.",
	"wrapup.by_time": "Se acabó el tiempo para el cierre de {name}. Está libre de nuevo.",
	"wrapup.by_supervisor": "Un supervisor completó el cierre de {name}.",
	"wrapup.several": "Se pueden elegir varias",
	"wrapup.no_hits": "Ninguna disposición encontrada",
	"outcome.agent": "hecho",
	"outcome.skipped": "no hacía falta",
	"outcome.timeout": "terminado por tiempo",
	"outcome.defaulted": "puesto por defecto",
	"outcome.released": "terminado por tiempo, falta la disposición",
	"outcome.supervisor": "completado por un supervisor",
	"ring.purpose_transfer": "{agent} le transfiere",
	"ring.purpose_consult": "{agent} le pide consejo",
	"ring.purpose_conference": "{agent} le pide que se una",
	"ring.no_sound": "El navegador retiene el sonido: haga clic en cualquier lugar para oír los timbres.",
	"ring.elsewhere": "Suena en otro dispositivo.",
	"ring.here": "Sonar aquí",
	"menu.notifications": "Notificaciones",
	"menu.notifications_blocked": "El navegador bloquea las notificaciones de esta página.",
	"ended.agent_unreachable": "El timbre de {name} fue retirado: este escritorio no respondió a tiempo.",
	"ended.status_change": "El timbre de {name} siguió adelante: usted no está listo.",
	"ended.supervisor": "Un supervisor decidió otra cosa sobre {name}.",
	"ended.transfer_canceled": "Su compañero retiró a {name}.",
	"error.alone": "No hay nadie más aquí: escriba una nota.",
	"error.conference": "Otros participan: déjeles la conversación.",
	"error.no_more_extensions": "No queda más tiempo que pedir.",
	"error.disposition_invalid": "Esta disposición no se puede elegir aquí.",
	"error.transfer_target_unavailable": "No disponible: {reason}.",
	"error.transfer_not_pending": "Eso ya terminó.",
	"error.not_found": "Eso ya no existe.",
	"error.parties": "No pueden participar más de {count}.",
	"error.unavailable": "El servidor no puede hacerlo ahora. Pruebe de nuevo en un momento.",
	"error.internal": "Algo falló en el servidor. Pruebe de nuevo en un momento.",
	"error.rate_limited": "Fue demasiado rápido. Pruebe de nuevo en un momento."
};
// src/desk/words_keys_es.ts
var KEYS_ES = {
	"palette.title": "Órdenes",
	"palette.label": "¿Qué quiere hacer?",
	"palette.none": "Nada con ese nombre es posible ahora.",
	"do.palette.open": "Órdenes",
	"do.keys.help": "Qué hacen las teclas",
	"do.keys.settings": "Cambiar las teclas",
	"do.lists.open_long": "Ir a las interacciones abiertas",
	"do.lists.all_long": "Ir a todas las interacciones",
	"do.list.find": "Filtrar la lista",
	"do.list.next": "Interacción siguiente",
	"do.list.previous": "Interacción anterior",
	"do.list.back": "Volver a la lista",
	"do.ring.accept": "Aceptar",
	"do.ring.decline": "Rechazar",
	"do.thread.focus": "Escribir",
	"do.thread.end": "Terminar la conversación",
	"do.tab.profile": "Mostrar el perfil",
	"do.tab.note": "Escribir una nota",
	"do.tab.transcript": "Buscar en la transcripción",
	"do.status.set_ready": "Ponerse listo",
	"do.status.set_not_ready": "Ponerse no listo",
	"do.status.set_offline": "Desconectarse",
	"do.deed.transfer": "Transferir",
	"do.deed.consult": "Consultar a un colega",
	"do.deed.invite": "Invitar a una conferencia",
	"do.deed.park": "Aparcar",
	"do.deed.unpark": "Retomar",
	"do.deed.release": "Liberar",
	"do.deed.leave": "Salir",
	"group.desk": "El escritorio",
	"group.list": "Listas",
	"group.interaction": "La interacción",
	"group.ring": "Un timbre",
	"group.status": "Estado",
	"group.about": "Detalles",
	"keys.title": "Qué hacen las teclas",
	"keys.settings": "Cambiar las teclas",
	"keys.change": "Cambiar las teclas …",
	"keys.always": "Siempre",
	"keys.send": "Enviar",
	"keys.rows": "Arriba y abajo en una lista",
	"keys.close": "Cerrar lo abierto",
	"keys.bare": "Las letras solas hacen algo",
	"keys.kept": "Se guarda para usted en este navegador.",
	"keys.choose": "Elegir teclas para: {title}",
	"keys.remove": "Sin teclas para: {title}",
	"keys.reset": "Como estaba para: {title}",
	"keys.reset_all": "Todo como estaba",
	"keys.none": "Ninguna",
	"keys.press": "Pulse teclas …",
	"keys.taken": "ya es de «{title}».",
	"keys.too_easy": "se pulsa sin querer: añada Ctrl o Alt.",
	"menu.keys": "Teclado …",
	"menu.commands": "Órdenes"
};
// src/desk/words_lists_es.ts
var LISTS_ES = {
	"lists.label": "Interacciones",
	"lists.open": "Abiertas",
	"lists.all": "Todas",
	"lists.open_long": "Interacciones abiertas",
	"lists.all_long": "Todas las interacciones",
	"find.label_open": "Filtrar por nombre, asunto o cola",
	"find.label_all": "Nombre, teléfono, correo o asunto",
	"find.label_said": "Palabras que se dijeron",
	"find.in": "Buscar en",
	"find.in_lines": "Interacciones",
	"find.in_said": "Transcripciones",
	"find.clear": "Borrar",
	"filter.title": "Filtros",
	"filter.count": "Filtros ({count})",
	"filter.reset": "Quitar todos los filtros",
	"filter.channel": "Canal",
	"filter.state": "Estado",
	"filter.queue": "Cola",
	"filter.agent": "Agente",
	"filter.time": "Inicio",
	"filter.from": "Desde",
	"filter.to": "Hasta",
	"filter.any": "Cualquiera",
	"filter.anybody": "Cualquiera",
	"filter.consumer": "Solo {name}",
	"filter.order": "Orden",
	"order.assigned": "Según se asignaron",
	"order.word": "Última palabra primero",
	"order.urgent": "Más urgente primero",
	"time.today": "Hoy",
	"time.yesterday": "Ayer",
	"time.week": "Últimos 7 días",
	"time.month": "Últimos 30 días",
	"time.own": "Desde … hasta …",
	"is.open": "Sin cerrar",
	"is.waiting": "En espera",
	"is.active": "En curso",
	"is.parked": "Aparcada",
	"is.wrapping": "Cierre",
	"is.closed": "Cerrada",
	"is.to_do": "Falta la disposición",
	"is.unread": "Sin leer",
	"is.held": "En retención",
	"phase_now.queued": "En espera",
	"phase_now.offered": "Sonando",
	"phase_now.connecting": "Conectando",
	"phase_now.active": "En curso",
	"phase_now.parked": "Aparcada",
	"phase_now.wrapping": "Cierre",
	"phase_now.closed": "Cerrada",
	"ended_as.resolved": "Resuelta",
	"ended_as.abandoned": "Se fue esperando",
	"ended_as.short_abandoned": "Se fue enseguida",
	"ended_as.overflowed": "Desviada",
	"ended_as.expired": "Caducada",
	"ended_as.canceled": "Cancelada",
	"ended_as.consumer_left": "El consumidor se fue",
	"ended_as.agent_ended": "Terminada por el agente",
	"ended_as.inactivity": "Nadie habló",
	"ended_as.error": "Fallida",
	"age.now": "ahora",
	"sla.left": "quedan {span}",
	"sla.late": "{span} tarde",
	"sla.help": "Debe responderse en {span}",
	"rows.none": "No hay nada.",
	"rows.none_filtered": "Nada coincide con los filtros.",
	"rows.none_all": "Todavía nada: aquí están las interacciones en las que participa y las que esperan en sus colas.",
	"rows.loading": "Buscando …",
	"rows.failed": "No se pudo leer la lista.",
	"rows.again": "Intentar de nuevo",
	"rows.go_on": "Buscar más atrás",
	"rows.new": "Nueva",
	"rows.refresh": "Actualizar",
	"rows.nobody": "Nadie",
	"rows.hits": "Encontrado en lo que se dijo",
	"read.closed": "Cerrada: puede leerla.",
	"read.earlier": "Una interacción anterior, para leer.",
	"read.foreign": "La atiende {name}. Puede leerla.",
	"read.back": "Volver a {name}",
	"read.forbidden": "Esta interacción no es suya para leerla, o no existe.",
	"read.waiting": "Espera en {queue}.",
	"read.take": "Tomarla",
	"read.take_not_ready": "Elija Listo para tomarla.",
	"read.taken": "Es suya.",
	"read.failed": "No se pudo abrir.",
	"read.read_only_notes": "Notas",
	"read.no_notes": "No hay notas.",
	"profile.all_of": "Todas las interacciones de este consumidor",
	"pane.about": "Detalles",
	"pane.back": "Volver a la conversación",
	"signin.renewed": "La sesión sigue.",
	"link.expired": "Su sesión ha caducado. Todo queda como está: pegue un token nuevo o abra un enlace nuevo en este navegador.",
	"link.expiring": "Su sesión termina en {span}. Pegue un token nuevo o abra un enlace nuevo en este navegador.",
	"link.renew": "Seguir",
	"link.fault": "El servidor tuvo un fallo. Su trabajo está guardado; reconectando …",
	"link.slow": "Este equipo no pudo seguir el ritmo. Reconectando …",
	"link.overloaded": "El servidor no admite sesiones nuevas ahora. Reintentando …",
	"link.too_many": "Tiene la sesión abierta en demasiados dispositivos. Ciérrela en otro; reintentando …",
	"link.too_fast": "Se pidió demasiado a la vez. Reintentando …"
};
// src/desk/words_mail_es.ts
var MAIL_ES = {
	"mail.from": "De",
	"mail.to": "Para",
	"mail.cc": "Cc",
	"mail.bcc": "Cco",
	"mail.date": "Fecha",
	"mail.subject": "Asunto",
	"mail.to_line": "para {names}",
	"mail.and_more": "y {count} más",
	"mail.automatic": "Escrito por una máquina.",
	"mail.no_text": "Sin texto.",
	"mail.whole": "Mostrar el correo entero",
	"mail.show_quote": "Mostrar el texto citado",
	"mail.hide_quote": "Ocultar el texto citado",
	"mail.as_page": "Como lo hizo su autor",
	"mail.as_text": "Como texto",
	"mail.original": "Descargar el original",
	"mail.page_of": "El correo como lo hizo su autor",
	"mail.images_off": "Imágenes de otros sitios sin cargar: {count}. Al cargarlas, el remitente sabe que se abrió el correo.",
	"mail.images_show": "Mostrar imágenes",
	"mail.parts": "Adjuntos: {count}",
	"mail.parts_along": "Sus adjuntos van también: {count}.",
	"mail.look": "Ver {name}",
	"mail.save": "Descargar {name}, {size}",
	"mail.save_it": "Descargar",
	"mail.state_queued": "Espera a ser enviado",
	"mail.state_sending": "Enviándose …",
	"mail.state_deferred": "Aún no aceptado: se intenta de nuevo",
	"mail.deferred_until": "Aún no aceptado: se intenta de nuevo a las {time}. Intentos hasta ahora: {count}.",
	"mail.state_sent": "Enviado",
	"mail.state_failed": "No entregado",
	"mail.server_said": "El otro servidor dijo: {reason}",
	"mail.retry": "Enviar de nuevo",
	"mail.reply": "Responder",
	"mail.reply_all": "Responder a todos",
	"mail.forward": "Reenviar",
	"mail.new": "Correo nuevo",
	"mail.text": "Su correo",
	"mail.discard": "Descartar",
	"mail.discarded": "El borrador está descartado.",
	"mail.undo": "Deshacer",
	"mail.send_resolve": "Enviar y resolver",
	"mail.keep_mine": "Conservar el mío",
	"mail.change": "Cambiar {name}",
	"mail.remove": "Quitar {name}",
	"mail.signature": "Firma, se añade al enviar",
	"mail.quoted": "Citado bajo su texto",
	"mail.forwarded": "Reenviado bajo su texto",
	"mail.with_quote": "Citarlo",
	"mail.attach": "Adjuntar",
	"mail.limits": "Hasta {count} archivos, {size} cada uno, {all} en total",
	"mail.too_large": "{name} es demasiado grande: como máximo {size} cada uno.",
	"mail.too_many": "{name} sobra: como máximo {count} archivos.",
	"mail.too_much": "{name} no cabe: como máximo {all} en total.",
	"mail.uploading": "{name} está en camino",
	"mail.upload_failed": "no llegó",
	"mail.no_parts": "Menciona un adjunto, pero no hay ninguno.",
	"mail.not_sent": "El correo no se envió; su texto está de vuelta. {reason}",
	"mail.problem_nobody": "Diga a quién va.",
	"mail.problem_form": "Una de las direcciones no está completa: está marcada.",
	"mail.problem_own": "Una de las direcciones es su propio buzón: el correo volvería.",
	"mail.problem_empty": "Escriba algo primero.",
	"mail.problem_uploading": "Hay adjuntos en camino, o que no llegaron.",
	"mail.problem_long": "El texto es demasiado largo: como máximo 16.384 caracteres.",
	"error.no_relay": "Este servidor no está configurado para enviar correo.",
	"rich.marks": "Formato",
	"rich.bold": "Negrita (Ctrl + B)",
	"rich.italic": "Cursiva (Ctrl + I)",
	"rich.insertUnorderedList": "Lista",
	"rich.insertOrderedList": "Lista numerada",
	"rich.link": "Enlace",
	"rich.address": "Dirección del enlace",
	"rich.link_it": "Enlazar",
	"rich.no_address": "Eso no es la dirección de una página o de un buzón."
};
// src/desk/words_people_es.ts
var PEOPLE_ES = {
	"contact.book": "Contactos",
	"do.contacts.open": "Contactos",
	"contact.all": "Contactos encontrados",
	"contact.find": "Buscar por nombre, teléfono o correo",
	"contact.none": "No se encontró a nadie",
	"contact.failed": "No se pudo leer la agenda.",
	"contact.more": "Mostrar más",
	"contact.choose": "Elija a alguien de la lista.",
	"contact.gone": "Esta entrada ya no está en la agenda.",
	"contact.new": "Contacto nuevo",
	"contact.edit": "Editar contacto",
	"contact.save": "Guardar contacto",
	"contact.saved": "Guardado.",
	"contact.name": "Nombre",
	"contact.phones": "Teléfonos",
	"contact.emails": "Correos",
	"contact.one_more": "otro más",
	"contact.yes": "Sí",
	"contact.no": "No",
	"contact.wrong": "{place}: {message}",
	"contact.conflict": "Otra persona cambió esta entrada mientras tanto. Ahora dice:",
	"contact.keep_mine": "Conservar también mis cambios",
	"contact.take_theirs": "Descartar mis cambios",
	"contact.duplicates": "Hay otras entradas con una de estas direcciones: {count}. Fusiónelas si es la misma persona.",
	"contact.in_book": "Abrir en Contactos",
	"contact.link": "Vincular un contacto",
	"contact.relink": "Vincular otro contacto",
	"contact.link_title": "¿Quién es?",
	"contact.linked": "Vinculado.",
	"contact.merge": "Fusionar",
	"contact.merge_title": "Fusionar {name} con",
	"contact.merge_help": "{name} queda, con todo lo de ambas entradas. Las interacciones de ambas se encuentran ahí. Se puede deshacer durante 30 días.",
	"contact.merge_result": "Cómo quedará",
	"contact.merge_keeps": "distinto en la otra entrada: {value}",
	"contact.merge_it": "Fusionar en {name}",
	"contact.merge_other": "Elegir otra",
	"contact.merged": "Fusionado.",
	"contact.unmerge": "Deshacer",
	"contact.unmerged": "La fusión está deshecha.",
	"contact.merges": "Fusionado en esta entrada",
	"lazy.failed": "No se pudo cargar esta parte. Quizá el escritorio se actualizó: recárguelo.",
	"lazy.reload": "Recargar"
};
// src/desk/words_es.ts
/** El escritorio en español: las palabras del dominio, enteras. */
var ES = {
	...KEYS_ES,
	...LISTS_ES,
	...ACTIONS_ES,
	...MAIL_ES,
	...PEOPLE_ES,
	"app.title": "Escritorio del agente",
	"signin.title": "Iniciar sesión",
	"signin.token": "Token de acceso",
	"signin.help": "Pegue el token que le dio su administrador. La cuenta de muestra guarda los suyos en tokens.json.",
	"signin.go": "Entrar",
	"signin.expired": "Su sesión ha caducado. Lo escrito se conserva: vuelva a entrar para seguir.",
	"signin.refused": "Este token no fue aceptado.",
	"signin.out": "Ha cerrado la sesión.",
	"signin.busy": "Entrando …",
	"menu.signout": "Cerrar sesión",
	"menu.language": "Idioma",
	"menu.theme": "Apariencia",
	"theme.auto": "Como el sistema",
	"theme.light": "Claro",
	"theme.dark": "Oscuro",
	"menu.settings": "Ajustes",
	"menu.sound": "Sonido del timbre",
	"status.choose": "Estado",
	"status.ready": "Listo",
	"status.not_ready": "No listo",
	"status.offline": "Desconectado",
	"status.next": "después: {status}",
	"status.since": "desde hace {span}",
	"reason.signed_in": "Recién conectado",
	"reason.missed": "Perdió un timbre",
	"reason.break": "Descanso",
	"reason.lunch": "Comida",
	"reason.meeting": "Reunión",
	"reason.training": "Formación",
	"state.offline": "Desconectado",
	"state.not_ready": "No listo",
	"state.missed": "Timbre perdido: elija Listo para seguir",
	"state.wrap_up": "En cierre",
	"state.occupied": "Ocupado",
	"state.ready": "En la cola",
	"state.capacity": "{used} de {units} en uso",
	"link.connecting": "Conectando …",
	"link.lost": "Conexión perdida. Reconectando {span} …",
	"link.lost_now": "Conexión perdida. Reconectando …",
	"link.restart": "El servidor se reinicia. Conserva su lugar; reconectando …",
	"link.offline": "Este equipo no tiene red. Lo que escriba se guarda aquí.",
	"link.resumed": "Conectado de nuevo. No se perdió nada.",
	"link.fresh": "Conectado de nuevo.",
	"link.retry": "Probar ahora",
	"over.superseded": "El escritorio está abierto en otra pestaña",
	"over.superseded_help": "Esta pestaña cedió su sesión. No se ha perdido nada.",
	"over.kicked": "Sesión cerrada desde otro lugar",
	"over.kicked_help": "Otro dispositivo, o un supervisor, terminó esta sesión.",
	"over.stopped": "Desconectado definitivamente",
	"over.stopped_help": "El servidor dijo: {reason}.",
	"over.here": "Usar el escritorio aquí",
	"ring.title": "Entrante: {channel}",
	"ring.unknown": "Consumidor desconocido",
	"ring.nothing": "No se sabe nada más de este consumidor.",
	"ring.queue": "Cola",
	"ring.waited": "Espera",
	"ring.attempt": "Oferta",
	"ring.accept": "Aceptar",
	"ring.decline": "Rechazar",
	"ring.reason": "Motivo del rechazo",
	"ring.reason_needed": "Motivo del rechazo (obligatorio)",
	"decline.busy": "Ocupado con otra cosa",
	"decline.no_headset": "Sin auriculares a mano",
	"decline.wrong_skill": "No es mi especialidad",
	"ring.reason_required": "Esta cola pide un motivo.",
	"ring.accepting": "Conectando …",
	"ring.left": "Quedan {span} para contestar",
	"ring.handover": "De {agent}",
	"packet.draft": "Empezado por {agent}, sin enviar:",
	"ring.title_blink": "Timbre: {name}",
	"ended.elsewhere": "Contestado en su otro dispositivo.",
	"ended.expired": "Perdido: {name} pasó al siguiente agente.",
	"ended.consumer_left": "{name} se fue antes de que contestara.",
	"ended.rescinded": "Un compañero contestó a {name}.",
	"ended.canceled": "El timbre de {name} fue retirado.",
	"ended.failed": "No se pudo conectar la llamada con {name}.",
	"summary.title": "Resumen",
	"summary.by_model": "escrito por una IA",
	"summary.by_flow": "escrito por el flujo",
	"summary.by_extractive": "frases tomadas de la conversación",
	"summary.since": "No incluye: {count} más recientes",
	"summary.make": "Resumir",
	"summary.coming": "Se está escribiendo",
	"list.title": "Interacciones abiertas",
	"list.empty": "No tiene nada asignado.",
	"list.empty_ready": "Está en la cola. La próxima interacción sonará aquí.",
	"list.empty_not_ready": "Elija Listo para recibir interacciones.",
	"list.unread": "{count} sin leer",
	"list.wrapping": "Cierre",
	"list.held": "En retención",
	"list.parked": "Aparcada",
	"list.needs_disposition": "Falta la disposición",
	"channel.messaging": "Chat",
	"channel.voice": "Llamada",
	"channel.video": "Videollamada",
	"channel.email": "Correo",
	"channel.work_item": "Tarea",
	"thread.none": "Elija una interacción de la lista.",
	"thread.loading": "Cargando …",
	"thread.write": "Escribir a {name}",
	"thread.send": "Enviar",
	"thread.hint": "Ctrl + Intro envía",
	"thread.sending": "enviando …",
	"thread.failed": "no enviado",
	"thread.retry": "Reintentar",
	"thread.discard": "Descartar",
	"thread.typing": "{name} está escribiendo …",
	"thread.away": "{name} ha perdido la conexión.",
	"thread.draft_saved": "Borrador guardado",
	"thread.closed": "Esta conversación ha terminado.",
	"thread.end": "Terminar",
	"thread.end_sure": "¿Terminar la conversación?",
	"thread.hold": "Retener",
	"thread.resume": "Retomar",
	"thread.resolve": "Resolver",
	"thread.release": "Liberar",
	"thread.back": "Volver a la lista",
	"thread.bot": "Antes de usted, con el bot: {count}",
	"phase.bot": "Bot",
	"phase.queue": "Cola",
	"phase.agent": "Agente {number}",
	"role.consumer": "Consumidor",
	"role.bot": "Bot",
	"role.agent": "Agente",
	"role.supervisor": "Supervisor",
	"role.service": "Servicio",
	"role.system": "Sistema",
	"tab.label": "Sobre esta interacción",
	"tab.profile": "Perfil",
	"tab.engagement": "Participación",
	"tab.transcript": "Transcripción",
	"profile.contact": "Contacto",
	"profile.none": "No está en la libreta de direcciones.",
	"profile.variables": "Del flujo",
	"profile.no_variables": "El flujo no dejó nada.",
	"profile.earlier": "Interacciones anteriores",
	"profile.no_earlier": "Ninguna.",
	"profile.phone": "Teléfono",
	"profile.email": "Correo",
	"notes.mine": "Su nota",
	"notes.placeholder": "Escriba lo que otros deban saber. Se guarda al escribir.",
	"notes.saving": "Guardando …",
	"notes.saved": "Guardado {time}",
	"notes.unsaved": "Aún sin guardar: se conserva aquí hasta conectar.",
	"notes.refused": "Sin guardar: el servidor lo rechazó. El texto se conserva aquí.",
	"notes.conflict": "Cambiada en otro dispositivo:",
	"notes.theirs": "Usar ese texto",
	"notes.others": "Notas de otros",
	"search.label": "Buscar en la transcripción",
	"search.hits": "Encontrados: {count}",
	"search.position": "{place} de {count}",
	"search.none": "Nada encontrado",
	"search.next": "Siguiente",
	"search.previous": "Anterior",
	"transcript.earlier": "Mostrar anteriores",
	"transcript.empty": "Aún no se ha dicho nada.",
	"transcript.partial": "hablando …",
	"wrapup.title": "Cierre",
	"wrapup.left": "Quedan {span}",
	"wrapup.no_limit": "Sin límite de tiempo",
	"wrapup.overdue": "Se acabó el tiempo. Elija una disposición para seguir.",
	"wrapup.disposition": "Disposición",
	"wrapup.mandatory": "Obligatoria",
	"wrapup.find": "Buscar una disposición",
	"wrapup.none": "Esta cola no tiene disposiciones.",
	"wrapup.complete": "Completar y volver a la cola",
	"wrapup.extend": "Más tiempo",
	"wrapup.done": "Hecho. Está de nuevo en la cola.",
	"error.generic": "No funcionó: {message}",
	"error.invalid_state": "Eso no es posible ahora.",
	"error.timeout": "El servidor no contestó. Puede haber ocurrido: mire antes de repetirlo.",
	"error.disposition_required": "Elija antes una disposición.",
	"error.at_capacity": "No tiene capacidad libre para esto.",
	"error.forbidden": "Ya no es suya.",
	"error.too_large": "Ese texto es demasiado largo.",
	"action.cancel": "Cancelar",
	"action.close": "Cerrar"
};
// src/desk/language.ts
/** Words, numbers and times as the agent reads them. */
var KEPT$6 = "ringline.language";
var first = () => navigator.language.startsWith("es") ? "es" : "en";
var language = y$1(localStorage.getItem(KEPT$6) ?? first());
var words$1 = O(() => language.value === "es" ? ES : EN);
/** Chosen, and kept on this device. */
function chooseLanguage(chosen) {
	language.value = chosen;
	localStorage.setItem(KEPT$6, chosen);
}
/** The text for a word, filled in. */
function say(word, filling = {}) {
	return words$1.value[word].replaceAll(/\{(\w+)\}/g, (_, name) => String(filling[name] ?? ""));
}
/** The text for a word made of a closed set that may grow: what is not known here is said as it is. */
function sayOr(word, instead, filling = {}) {
	return word in words$1.value ? say(word, filling) : instead;
}
/** A span as 0:42 or 1:02:07. */
function span(ms) {
	const seconds = Math.max(0, Math.round(ms / 1e3));
	const [h, m, s] = [
		Math.trunc(seconds / 3600),
		Math.trunc(seconds / 60) % 60,
		seconds % 60
	];
	const pad = (part) => String(part).padStart(2, "0");
	return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}
/** The time of day; with the date when it is not today's. */
function clockTime(atMs, nowMs) {
	const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
	return formats$1.value[isToday ? "today" : "dated"].format(atMs);
}
/** The time of day to the second. */
var preciseTime = (atMs) => formats$1.value.precise.format(atMs);
/** Made once for a language: making one takes longer than a thousand uses. */
var formats$1 = O(() => {
	const time = {
		hour: "2-digit",
		minute: "2-digit"
	};
	const day = {
		day: "numeric",
		month: "short"
	};
	const locale = navigator.languages.find((one) => one.startsWith(language.value)) ?? language.value;
	return {
		precise: new Intl.DateTimeFormat(locale, {
			...time,
			second: "2-digit"
		}),
		today: new Intl.DateTimeFormat(locale, time),
		dated: new Intl.DateTimeFormat(locale, {
			...day,
			...time
		})
	};
});
// src/desk/failure.ts
/** As exactly as the server says it: the state that is in the way, the reason, the bound. */
function failureText({ code, details }) {
	const generic = say("error.generic", { message: code });
	if (code === "invalid_state") return sayOr(`error.${String(details["state"])}`, say("error.invalid_state"));
	if (code === "at_capacity" && details["parties_max"]) return say("error.parties", { count: Number(details["parties_max"]) });
	if (code === "transfer_target_unavailable") return say("error.transfer_target_unavailable", { reason: reasonText(String(details["reason"] ?? "")) });
	return sayOr(`error.${code}`, generic);
}
/** Why something that was begun did not come to its end. */
function reasonText(reason) {
	return sayOr(`why.${reason}`, sayOr(`out.${reason}`, reason.replaceAll("_", " ") || say("why.unknown")));
}
// src/desk/place.ts
/**
* Where the desk is, in its address: a reload stays there, Back goes back, and a colleague can be sent there.
*
* #/                                          the lists
* #/interaction/int_1                         an interaction
* #/interaction/int_1?via=int_2               an earlier one of the same consumer, read through int_2
* #/contacts/cnt_1                            the address book, open at an entry
* #/interaction/int_1?find=booking&at=seg_3   where something was found
*/
var ASKED = [
	"via",
	"find",
	"at",
	"about"
];
var place = y$1(placeOf$2(location.hash));
/** What an address says; nonsense says nothing. */
function placeOf$2(hash) {
	const [path = "", asked = ""] = hash.replace(/^#\/?/, "").split("?");
	const [kind, interaction] = path.split("/");
	if (kind === "contacts") return {
		page: "contacts",
		...interaction && { contact: decodeURIComponent(interaction) }
	};
	if (kind !== "interaction" || !interaction) return {};
	const search = new URLSearchParams(asked);
	const found = ASKED.flatMap((name) => search.get(name) ? [[name, search.get(name)]] : []);
	return {
		interaction: decodeURIComponent(interaction),
		...Object.fromEntries(found)
	};
}
function hashOf({ interaction, page, contact, ...rest }) {
	if (page) return `#/${page}${contact ? `/${encodeURIComponent(contact)}` : ""}`;
	if (!interaction) return "#/";
	const asked = new URLSearchParams(Object.entries(rest).filter(([, value]) => value));
	return `#/interaction/${encodeURIComponent(interaction)}${asked.size > 0 ? `?${asked}` : ""}`;
}
/** Go there. `replace`: Back does not come back here. */
function goTo(next, { replace = false } = {}) {
	const hash = hashOf(next);
	if (hash === hashOf(place.peek())) return;
	if (replace) history.replaceState(null, "", hash);
	else history.pushState(null, "", hash);
	place.value = next;
}
function arrived$1() {
	if (location.hash.startsWith("#token=")) return;
	const next = placeOf$2(location.hash);
	if (hashOf(next) !== hashOf(place.peek())) place.value = next;
}
addEventListener("popstate", arrived$1);
addEventListener("hashchange", arrived$1);
// src/desk/token.ts
/** The token that the client shows at every hello. A stale one is not shown again: the hello waits for a newer one. */
var KEPT$5 = "ringline.token";
var Bearer = class {
	/** It has expired, or was revoked. */
	isStale = false;
	waiting = [];
	get token() {
		return sessionStorage.getItem(KEPT$5) ?? void 0;
	}
	/** For the client. */
	async give() {
		if (!this.isStale && this.token) return this.token;
		return new Promise((resolve) => this.waiting.push(resolve));
	}
	supply(token) {
		sessionStorage.setItem(KEPT$5, token);
		this.isStale = false;
		for (const resolve of this.waiting.splice(0)) resolve(token);
	}
	forget() {
		sessionStorage.removeItem(KEPT$5);
		this.isStale = false;
		this.waiting = [];
	}
};
var bearer = new Bearer();
var keep$2 = () => bearer.token;
var supply = (token) => bearer.supply(token);
// src/desk/desk.ts
/** What the whole desk shares: the client, what it knows as signals, what is chosen, and what is told in passing. */
var DEVICE = "ringline.device";
var SESSION = "ringline.session";
var TOAST_MS = 6e3;
var TICK_MS = 250;
var client = y$1(void 0);
var views = y$1(new Views());
var connection = y$1({ state: "connecting" });
/** A live session was there: what is shown is real. */
var wasLive = y$1(false);
/** The server said goodbye in order: it comes back. */
var isRestarting = y$1(false);
var signInProblem = y$1(void 0);
var chosen = O(() => place.value.interaction);
/** Of this interaction the agent wants to write now: its composer takes the focus when it is there. */
var wantsToWrite = y$1(void 0);
var toasts = y$1([]);
/** The server's clock, a few times a second. */
var now = y$1(Date.now());
var isOnline = y$1(navigator.onLine);
/** What is sent now goes out now. */
var isReachable = O(() => isOnline.value && connection.value.state === "live");
/** Who writes, by stream and name, and since when we know: a word that they stopped may be lost. */
var typing = y$1({});
var agent = O(() => views.value.agent);
var legs = O(() => agent.value?.legs ?? []);
var offers = O(() => agent.value?.offers ?? []);
var hearers = /* @__PURE__ */ new Set();
var noticed = /* @__PURE__ */ new Set();
var passers = /* @__PURE__ */ new Set();
/** Hear every numbered event of every session. */
function onEvent(hearer) {
	hearers.add(hearer);
	return () => void hearers.delete(hearer);
}
/** Hear what the server says about the connection itself. */
function onNotice(hearer) {
	noticed.add(hearer);
	return () => void noticed.delete(hearer);
}
/** Hear every passing fact. */
function onPassing(hearer) {
	passers.add(hearer);
	return () => void passers.delete(hearer);
}
/** Sign in with a token, or go on with the session of this tab. A token that expires is waited for, and all stays as it is. */
function signIn(token) {
	bearer.supply(token);
	signInProblem.value = void 0;
	const made = new Client({
		url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`,
		token: () => bearer.give(),
		device: device(),
		name: "ringline-desk",
		keep: keptIn(sessionStorage, SESSION)
	});
	made.listen((told) => hear(made, told));
	client.value = made;
	made.start();
}
function signOut() {
	client.value?.signOut();
}
function device() {
	const known = localStorage.getItem(DEVICE) ?? newName("dev");
	localStorage.setItem(DEVICE, known);
	return known;
}
function hear(from, told) {
	if (client.value !== from) return;
	if (told.what === "changed") views.value = from.views;
	if (told.what === "event") for (const hearer of hearers) hearer(told.frame);
	if (told.what === "passing") pass(told.frame);
	if (told.what === "notice" && told.notice.notice === "draining") isRestarting.value = true;
	if (told.what === "notice") for (const hearer of noticed) hearer(told.notice);
	if (told.what === "connection") connected(told.connection);
}
function pass(frame) {
	if (frame.event === "typing") {
		const { role, participant, typing: isTyping } = frame.data;
		const { [participant || role]: _, ...others } = typing.value[frame.stream] ?? {};
		if (participant === agent.value?.name) return;
		typing.value = {
			...typing.value,
			[frame.stream]: isTyping ? {
				...others,
				[participant || role]: now.peek()
			} : others
		};
	}
	for (const passer of passers) passer(frame);
}
var RESTART = 4e3;
var EXPIRED$1 = /* @__PURE__ */ new Set([4200, 4201]);
var REFUSED = /* @__PURE__ */ new Set([
	4300,
	4301,
	4307,
	4308
]);
function connected(next) {
	const before = connection.value;
	connection.value = next;
	if (next.state === "lost" && next.code === RESTART) isRestarting.value = true;
	if (next.state === "lost" && EXPIRED$1.has(next.code)) bearer.isStale = true;
	if (next.state === "live" || next.state === "over") isRestarting.value = false;
	if (next.state === "live") {
		if (wasLive.value && before.state !== "live") toast(next.resumed ? "link.resumed" : "link.fresh");
		wasLive.value = true;
	}
	if (next.state !== "over") return;
	if (next.code === 1e3) leave$1("signin.out");
	else if (REFUSED.has(next.code)) leave$1("signin.refused");
}
function leave$1(why) {
	bearer.forget();
	client.value = void 0;
	wasLive.value = false;
	if (why === "signin.out") goTo({}, { replace: true });
	views.value = new Views();
	signInProblem.value = why;
}
/** Say something in passing. */
function toast(word, filling = {}, isBad = false, deed) {
	const told = {
		id: newName("toast"),
		text: say(word, filling),
		isBad,
		deed
	};
	toasts.value = [...toasts.value.slice(-3), told];
	setTimeout(() => dismiss$1(told.id), TOAST_MS);
}
function dismiss$1(id) {
	toasts.value = toasts.value.filter((one) => one.id !== id);
}
/** Tell the human what a refusal means. */
function tellFailure(error) {
	if (error instanceof SessionOver) return;
	if (!(error instanceof CommandFailed)) throw error;
	const text = failureText(error);
	toasts.value = [...toasts.value.slice(-3), {
		id: newName("toast"),
		text,
		isBad: true
	}];
}
/** Do something with the server; a refusal is told. Whether it worked. */
async function attempt(deed) {
	const current = client.value;
	if (!current) return false;
	try {
		await deed(current);
		return true;
	} catch (error) {
		tellFailure(error);
		return false;
	}
}
/** Look at an interaction: it is read from here on. */
function choose$1(interaction) {
	goTo({ interaction });
}
setInterval(() => now.value = client.value?.principal ? client.value.serverNowMs() : Date.now(), TICK_MS);
addEventListener("online", () => (isOnline.value = true, client.value?.nudge()));
addEventListener("offline", () => isOnline.value = false);
document.addEventListener("visibilitychange", () => document.hidden || client.value?.nudge());
// src/desk/credentials.ts
/**
* The agent's token: from a link or typed in, kept in this tab, shared with the agent's other tabs of this browser, and
* renewed before or after it has expired without anything on the screen being lost.
*
* #token=…  is taken out of the address at once; it never reaches a server in a URL.
*
* good ──token_expiring──► ending ──a newer one, in band──► good
*                             └── expired (42xx) ──► stale: the next hello waits for a newer one ──► good
*/
var LINK = /^#token=([^&]+)$/;
var channel = "BroadcastChannel" in window ? new BroadcastChannel("ringline.token") : void 0;
/** When the sign-in ends, by the server's clock, if that is soon. */
var endsAtMs = y$1(void 0);
var problem = y$1(void 0);
/** The token of the address, which has it no longer. */
function linked() {
	const token = LINK.exec(location.hash)?.[1];
	if (token) history.replaceState(null, "", hashOf(place.peek()));
	return token && decodeURIComponent(token);
}
/** Whose it says it is; the server decides. */
function owner$1(token) {
	try {
		const text = atob((token?.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
		return String(JSON.parse(text).sub);
	} catch {
		return;
	}
}
function signInWith(token) {
	signIn(token);
	channel?.postMessage(token);
}
/** A newer token of the same agent; whether it was taken. */
async function renew(token) {
	problem.value = void 0;
	const current = client.value;
	if (!current || owner$1(token) !== current.principal?.id) return refuse();
	if (connection.value.state === "live") try {
		await current.ask("auth.refresh", { token });
	} catch (error) {
		if (error instanceof CommandFailed) return refuse();
		return false;
	}
	supply(token);
	endsAtMs.value = void 0;
	toast("signin.renewed");
	return true;
}
function refuse() {
	problem.value = "signin.refused";
	return false;
}
/** Somebody opened a link in this tab: the same agent goes on, another one signs in instead. */
function arrived() {
	const token = linked();
	if (!token) return;
	if (client.value !== void 0 && owner$1(token) === client.value.principal?.id) return void renew(token).then((isDone) => isDone && channel?.postMessage(token));
	if (client.value) signOut();
	signInWith(token);
}
/** For the life of the page: who has a link, or was signed in in this tab, is. */
function startSession() {
	const token = linked();
	const kept = keep$2();
	if (token && kept && owner$1(token) !== owner$1(kept)) signOutKept();
	if (token) signInWith(token);
	else if (kept) signIn(kept);
	addEventListener("hashchange", arrived);
	onNotice(({ notice, expires_at_ms }) => {
		if (notice === "token_expiring") endsAtMs.value = expires_at_ms;
	});
	channel?.addEventListener("message", ({ data }) => {
		if ((endsAtMs.value !== void 0 || bearer.isStale) && owner$1(data) === client.value?.principal?.id) renew(data);
	});
}
/** Somebody else's session of this tab is not gone on with. */
function signOutKept() {
	sessionStorage.removeItem("ringline.session");
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
// src/desk/link.tsx
/** The truth about the connection, and what is told in passing. */
var SUPERSEDED = 4305;
var KICKED = 4306;
var EXPIRED = /* @__PURE__ */ new Set([4200, 4201]);
/** Ends that mean more than a broken line. */
var SPECIAL = {
	4003: "link.fault",
	4005: "link.slow",
	4101: "link.overloaded",
	4102: "link.too_many",
	4103: "link.too_fast"
};
/** One calm line while something is not as it should be. What is typed is kept; what happened meanwhile comes after. */
function LinkBar() {
	const link = connection.value;
	const [untilMs, setUntilMs] = d$2(0);
	A$1(() => setUntilMs(link.state === "lost" ? now.value + link.waitMs : 0), [link]);
	const isExpired = link.state === "lost" && EXPIRED.has(link.code);
	const isEnding = link.state === "live" && endsAtMs.value !== void 0;
	const told = isOnline.value && isExpired ? say("link.expired") : isEnding ? endsIn() : lostText(untilMs);
	return /* @__PURE__ */ a("div", {
		class: "link",
		role: "status",
		"data-bad": told !== void 0,
		children: [
			told && /* @__PURE__ */ a("span", { children: told }),
			(isExpired || isEnding) && /* @__PURE__ */ a(Renew, {}),
			told && link.state === "lost" && !isExpired && /* @__PURE__ */ a("button", {
				type: "button",
				onClick: () => client.value?.nudge(),
				children: say("link.retry")
			})
		]
	});
}
var endsIn = () => say("link.expiring", { span: span((endsAtMs.value ?? 0) - now.value) });
function lostText(untilMs) {
	const link = connection.value;
	if (!isOnline.value) return say("link.offline");
	if (isRestarting.value) return say("link.restart");
	if (link.state === "live") return void 0;
	if (link.state !== "lost") return say("link.connecting");
	if (link.code in SPECIAL) return say(SPECIAL[link.code]);
	const leftMs = untilMs - now.value;
	return leftMs > 1e3 ? say("link.lost", { span: span(leftMs) }) : say("link.lost_now");
}
/** A newer token, without losing what is on the screen. */
function Renew() {
	const box = T(null);
	const go = (event) => {
		event.preventDefault();
		const token = box.current?.value.trim();
		if (token) renew(token).then((isDone) => isDone && box.current && (box.current.value = ""));
	};
	return /* @__PURE__ */ a("form", {
		class: "renew",
		onSubmit: go,
		children: [
			/* @__PURE__ */ a("input", {
				ref: box,
				type: "password",
				required: true,
				autocomplete: "off",
				"aria-label": say("signin.token"),
				placeholder: say("signin.token")
			}),
			/* @__PURE__ */ a("button", {
				type: "submit",
				children: say("link.renew")
			}),
			problem.value && /* @__PURE__ */ a("span", {
				role: "alert",
				children: say(problem.value)
			})
		]
	});
}
/** The session is over, and not by the agent's wish. */
function SessionGone() {
	const link = connection.value;
	if (link.state !== "over") return null;
	const why = link.code === SUPERSEDED ? "superseded" : link.code === KICKED ? "kicked" : "stopped";
	return /* @__PURE__ */ a("main", {
		class: "signin",
		children: /* @__PURE__ */ a("div", {
			class: "card",
			role: "alert",
			children: [
				/* @__PURE__ */ a("h1", { children: say(`over.${why}`) }),
				/* @__PURE__ */ a("p", { children: say(`over.${why}_help`, { reason: link.reason || link.code }) }),
				/* @__PURE__ */ a("button", {
					type: "button",
					class: "primary",
					onClick: () => client.value?.start(),
					children: say("over.here")
				})
			]
		})
	});
}
function Toasts() {
	return /* @__PURE__ */ a("div", {
		class: "toasts",
		role: "log",
		"aria-live": "polite",
		children: toasts.value.map(({ id, text, isBad, deed }) => /* @__PURE__ */ a("div", {
			class: "toast",
			"data-bad": isBad,
			children: [
				/* @__PURE__ */ a("span", { children: text }),
				deed && /* @__PURE__ */ a("button", {
					type: "button",
					onClick: () => (dismiss$1(id), deed.run()),
					children: deed.text
				}),
				/* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"aria-label": say("action.close"),
					onClick: () => dismiss$1(id),
					children: "×"
				})
			]
		}, id))
	});
}
// src/desk/known.tsx
function Variables({ variables }) {
	if (variables.length === 0) return null;
	return /* @__PURE__ */ a("dl", {
		class: "facts variables",
		children: variables.map(({ name, label, value }) => [/* @__PURE__ */ a("dt", { children: label || name }, `${name} label`), /* @__PURE__ */ a("dd", { children: String(value) }, name)])
	});
}
/** Always with who wrote it. */
function Summary({ summary }) {
	if (!summary) return null;
	return /* @__PURE__ */ a("div", {
		class: "summary",
		children: [/* @__PURE__ */ a("h3", { children: [
			say("summary.title"),
			" ",
			/* @__PURE__ */ a("span", {
				class: "quiet",
				children: sayOr(`summary.by_${summary.by}`, summary.by)
			})
		] }), /* @__PURE__ */ a("p", { children: summary.text })]
	});
}
// src/desk/typed.ts
/**
* Text that is saved as it is typed: kept on this device at once, on the server soon after, lost never.
*
* clean --typed--> dirty --a moment--> saving --reply--> clean          no connection: dirty until there is one
*                                        |--conflict--> conflict: what the other device wrote is shown beside it
*                                        |--refused---> refused: says so, and is tried again on the next connection
*/
var PAUSE_MS$3 = 400;
var plainText = (current) => String(current["text"] ?? "");
var Typed = class {
	keptAs;
	write;
	read;
	text;
	saving;
	theirs = y$1(void 0);
	savedAtMs = y$1(void 0);
	rev = 0;
	sent;
	timer;
	constructor(keptAs, write, read = plainText) {
		this.keptAs = keptAs;
		this.write = write;
		this.read = read;
		const kept = localStorage.getItem(keptAs);
		this.text = y$1(kept ?? "");
		this.saving = y$1(kept === null || !write ? "clean" : "dirty");
		x(() => {
			if (connection.value.state === "live" && this.awaits()) this.soon(PAUSE_MS$3);
		});
	}
	awaits() {
		return this.saving.peek() === "dirty" || this.saving.peek() === "refused";
	}
	type(text) {
		this.text.value = text;
		this.theirs.value = void 0;
		if (!text && !this.write) return localStorage.removeItem(this.keptAs);
		localStorage.setItem(this.keptAs, text);
		if (!this.write) return;
		if (this.saving.value !== "saving") this.saving.value = "dirty";
		this.soon(PAUSE_MS$3);
	}
	/** What the server has. It is shown unless the agent is typing: then a conflict is found when saving. */
	told(text, rev, atMs) {
		if (rev <= this.rev || this.saving.value !== "clean" && text !== this.sent && text !== this.text.value) return;
		this.rev = rev;
		if (this.saving.value === "clean") [this.text.value, this.savedAtMs.value] = [text, atMs];
	}
	soon(ms) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.save(), ms);
	}
	async save() {
		const current = client.value;
		if (!current || !this.write || connection.value.state !== "live" || !this.awaits()) return;
		const text = this.sent = this.text.value;
		this.saving.value = "saving";
		try {
			this.rev = Math.max(this.rev, await this.write(current, text, this.rev));
			this.saved(text, current.serverNowMs());
		} catch (error) {
			this.failed(error);
		}
	}
	saved(text, atMs) {
		this.savedAtMs.value = atMs;
		if (this.text.value !== text) return this.again(PAUSE_MS$3);
		this.saving.value = "clean";
		localStorage.removeItem(this.keptAs);
	}
	/** It stays here. A conflict waits for the agent; what can succeed later is tried again. */
	failed(error) {
		if (!(error instanceof CommandFailed) && !(error instanceof SessionOver)) throw error;
		if (error instanceof SessionOver || error.code === "timeout" || this.text.value !== this.sent) return this.again(PAUSE_MS$3);
		this.saving.value = "refused";
		if (error.code === "conflict") this.conflict(error.details["current"]);
		else if (!this.sent) this.saved("", client.value?.serverNowMs() ?? 0);
	}
	again(ms) {
		this.saving.value = "dirty";
		this.soon(ms);
	}
	conflict(current) {
		this.rev = Number(current["rev"]);
		const text = this.read(current);
		if (text === this.text.value) return this.saved(text, client.value?.serverNowMs() ?? 0);
		if (!text) return this.again(0);
		this.saving.value = "conflict";
		this.theirs.value = text;
	}
};
var all = /* @__PURE__ */ new Map();
/** One for each thing that is written, for the life of the page. */
function typed(keptAs, write, read) {
	const known = all.get(keptAs) ?? new Typed(`ringline.typed.${keptAs}`, write, read);
	all.set(keptAs, known);
	return known;
}
// src/desk/engagement.tsx
/** Engagement: the agent's own note, saved as typed, and those of others with who and when. */
function Engagement({ view }) {
	return view.legs.some((leg) => leg.agent === agent.value?.agent) ? /* @__PURE__ */ a(Mine, { view }) : /* @__PURE__ */ a(Others, { view });
}
/** Of an interaction that is only read. */
function Others({ view }) {
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a("h3", { children: say("read.read_only_notes") }),
		view.notes.length === 0 && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("read.no_notes")
		}),
		/* @__PURE__ */ a(Notes, { notes: view.notes }),
		/* @__PURE__ */ a(Variables, { variables: view.variables.filter((variable) => variable.in_engagement) })
	] });
}
function Notes({ notes }) {
	return /* @__PURE__ */ a($, { children: notes.map((one) => /* @__PURE__ */ a("article", {
		class: "note",
		children: [/* @__PURE__ */ a("p", {
			class: "by",
			children: [
				one.agent_name,
				" ",
				/* @__PURE__ */ a("time", { children: clockTime(one.at_ms, now.peek()) })
			]
		}), /* @__PURE__ */ a("p", {
			class: "text",
			children: one.text
		})]
	}, one.note)) });
}
function Mine({ view }) {
	const { interaction } = view;
	const mine = view.notes.find((note) => note.agent === agent.value?.agent);
	const others = view.notes.filter((note) => note !== mine);
	const note = typed(`note ${agent.value?.agent} ${interaction}`, async (current, text, rev) => {
		const known = current.views.interaction(interaction)?.notes.find((one) => one.agent === current.principal?.id);
		const { rev: saved } = await current.ask("note.save", {
			interaction,
			text,
			note: known?.note
		}, { rev });
		return saved;
	});
	A$1(() => {
		if (mine) note.told(mine.text, mine.rev, mine.at_ms);
	}, [mine?.rev]);
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a("label", {
			for: "note",
			children: /* @__PURE__ */ a("h3", { children: say("notes.mine") })
		}),
		/* @__PURE__ */ a("textarea", {
			id: "note",
			class: "note",
			rows: 8,
			value: note.text.value,
			placeholder: say("notes.placeholder"),
			onInput: (event) => note.type(event.currentTarget.value)
		}),
		/* @__PURE__ */ a("p", {
			class: "quiet",
			role: "status",
			children: savedText(note)
		}),
		note.theirs.value !== void 0 && /* @__PURE__ */ a("blockquote", { children: [
			/* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("notes.conflict")
			}),
			/* @__PURE__ */ a("p", { children: note.theirs.value }),
			/* @__PURE__ */ a("button", {
				type: "button",
				onClick: () => note.type(note.theirs.value ?? ""),
				children: say("notes.theirs")
			})
		] }),
		/* @__PURE__ */ a(Variables, { variables: view.variables.filter((variable) => variable.in_engagement) }),
		others.length > 0 && /* @__PURE__ */ a("h3", { children: say("notes.others") }),
		/* @__PURE__ */ a(Notes, { notes: others })
	] });
}
function savedText(note) {
	if (note.saving.value === "clean") return note.savedAtMs.value === void 0 ? "" : say("notes.saved", { time: clockTime(note.savedAtMs.value, now.peek()) });
	if (note.saving.value === "refused") return say("notes.refused");
	return say(isReachable.value ? "notes.saving" : "notes.unsaved");
}
// src/desk/account.ts
/** What the account has set up: asked once for each connection, because a restarted server may have been configured anew. */
var account = y$1(void 0);
var queues$1 = O(() => new Map(account.value?.queues.map((queue) => [queue.queue, queue])));
var agents = O(() => new Map(account.value?.agents.map((agent) => [agent.agent, agent.name])));
/** A queue as it is configured, when that is known. */
function setUp(queue) {
	return queues$1.value.get(queue ?? "");
}
var queueName = (queue) => setUp(queue)?.name ?? queue ?? "";
var agentName = (agent) => agents.value.get(agent) ?? agent;
x(() => {
	const current = client.value;
	if (!current) account.value = void 0;
	if (!current || connection.value.state !== "live") return;
	current.ask("account.read", {}).then((found) => client.value === current && (account.value = found), (error) => tellFailure(error));
});
// src/desk/filters.ts
/** What a list shows: one filter for each list, kept in this tab. */
var NOTHING$1 = {
	text: "",
	said: false,
	channel: "",
	state: "",
	queue: "",
	agent: "",
	time: "",
	from: "",
	to: "",
	order: ""
};
var OPEN_STATES = [
	"unread",
	"active",
	"held",
	"parked",
	"wrapping",
	"to_do"
];
var ALL_STATES = [
	"open",
	"waiting",
	"active",
	"parked",
	"wrapping",
	"closed",
	"to_do"
];
var TIMES = [
	"today",
	"yesterday",
	"week",
	"month",
	"own"
];
var ORDERS = [
	"assigned",
	"urgent",
	"word"
];
var WAITING = [
	"queued",
	"offered",
	"connecting"
];
var DAY_MS = 864e5;
var which = kept$3("ringline.list", "open");
var filters = {
	open: kept$3("ringline.filter.open", NOTHING$1),
	all: kept$3("ringline.filter.all", NOTHING$1)
};
function kept$3(name, first) {
	const told = sessionStorage.getItem(name);
	const value = y$1(told === null ? first : JSON.parse(told));
	x(() => sessionStorage.setItem(name, JSON.stringify(value.value)));
	return value;
}
function narrow(list, changed) {
	filters[list].value = {
		...filters[list].value,
		...changed
	};
}
function reset(list) {
	filters[list].value = {
		...NOTHING$1,
		said: filters[list].value.said
	};
}
/** How many filters there are besides the text. */
function countOf({ channel, state, queue, agent, time, consumer }) {
	return [
		channel,
		state,
		queue,
		agent,
		time,
		consumer
	].filter(Boolean).length;
}
/** As the server is asked. Days are those of this machine. */
function asked$3(filter, nowMs) {
	const [from, to] = spanOf(filter, nowMs);
	return {
		text: filter.text.trim() || void 0,
		channels: filter.channel ? [filter.channel] : [],
		queue: filter.queue || void 0,
		agent: filter.agent || void 0,
		consumer: filter.consumer?.key,
		created_from_ms: from,
		created_to_ms: to,
		open_only: filter.state === "open",
		needs_disposition: filter.state === "to_do",
		phases: phasesOf(filter.state)
	};
}
/** The same of a line that came otherwise. */
function fits(line, filter, nowMs) {
	const { channel, queue, agent, consumer, state } = filter;
	const [from = 0, to = Infinity] = spanOf(filter, nowMs);
	if (state === "open" && line.closed_at_ms !== null) return false;
	if (state === "to_do" && !line.needs_disposition) return false;
	const phases = phasesOf(state);
	return (!channel || line.channel === channel) && (!queue || line.queue === queue) && (!agent || line.agents.includes(agent)) && (!consumer || line.consumer === consumer.key) && (phases.length === 0 || phases.includes(line.phase)) && line.created_at_ms >= from && line.created_at_ms < to;
}
function phasesOf(state) {
	if (state === "waiting") return WAITING;
	return state === "active" || state === "parked" || state === "wrapping" || state === "closed" ? [state] : [];
}
function spanOf({ time, from, to }, nowMs) {
	const today = new Date(nowMs).setHours(0, 0, 0, 0);
	if (time === "today") return [today, void 0];
	if (time === "yesterday") return [dayBefore(today, 1), today];
	if (time === "week") return [dayBefore(today, 6), void 0];
	if (time === "month") return [dayBefore(today, 29), void 0];
	if (time !== "own") return [void 0, void 0];
	return [from ? dayOf(from) : void 0, to ? dayBefore(dayOf(to), -1) : void 0];
}
/** Days may have 23 or 25 hours. */
var dayBefore = (dayMs, days) => (/* @__PURE__ */ new Date(dayMs - days * DAY_MS + DAY_MS / 2)).setHours(0, 0, 0, 0);
var dayOf = (date) => (/* @__PURE__ */ new Date(`${date}T00:00`)).getTime();
/** Of the agent's own work: the list is here, nobody is asked. */
function matches(leg, filter) {
	const { channel, queue, state } = filter;
	if (channel && leg.channel !== channel || queue && leg.queue !== queue) return false;
	if (state === "unread" && leg.unread === 0 && leg.opened) return false;
	if (state === "to_do" && !leg.needs_disposition) return false;
	if (state && state !== "unread" && state !== "to_do" && leg.state !== state) return false;
	const words = folded$2(filter.text).split(/\s+/);
	const text = folded$2(`${leg.consumer_name} ${leg.subject} ${leg.queue_name}`);
	return words.every((word) => text.includes(word));
}
/** Without case and accents. */
var folded$2 = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
// src/desk/reading.ts
/**
* What is shown of the chosen interaction: followed where one may follow it, else read once, else the reason why not.
*
* subscribe ──ok──► followed          forbidden, and there is a `via` ──► read once (somebody else's, earlier)
*     └──────── forbidden, none ──► refused: it waits, or it is not for this agent
*/
/** Read once, by id. They do not change by themselves. */
var read$2 = y$1({});
/** Error codes, by id. */
var refused = y$1({});
/** What is known of an interaction now. */
function viewOf(interaction) {
	return views.value.interaction(interaction) ?? read$2.value[interaction];
}
/** Through which interaction this one is read, if it is not the agent's own: it is not followed, nothing can be done with it. */
function viaOf(interaction) {
	return !views.value.interaction(interaction) && interaction in read$2.value && place.value.interaction === interaction ? place.value.via : void 0;
}
async function open(current, interaction, via) {
	try {
		await current.subscribe(`interaction/${interaction}`);
		tell(interaction, void 0);
	} catch (error) {
		if (!(error instanceof CommandFailed)) return;
		if (via && error.code === "forbidden") await readOnce(current, interaction, via);
		else tell(interaction, error.code);
	}
}
async function readOnce(current, interaction, via) {
	try {
		const { interaction: view } = await current.ask("interaction.read", {
			interaction,
			via
		});
		read$2.value = {
			...read$2.value,
			[interaction]: complete("InteractionView", view)
		};
		tell(interaction, void 0);
	} catch (error) {
		if (error instanceof CommandFailed) tell(interaction, error.code);
	}
}
function tell(interaction, code) {
	const { [interaction]: _, ...rest } = refused.peek();
	if (code || interaction in refused.peek()) refused.value = code ? {
		...rest,
		[interaction]: code
	} : rest;
}
/** Streams of what is neither chosen nor the agent's: not followed any more. */
function leave(current, chosen, mine) {
	for (const stream of current.views.streams) {
		const [kind, id] = stream.split("/");
		if (kind !== "interaction" || !id || id === chosen || mine.has(id)) continue;
		current.unsubscribe(stream).catch(() => void 0);
	}
}
/** What was asked for last: once for each place and connection, and again when it becomes the agent's. */
var asked$2 = "";
x(() => {
	const current = client.value;
	const { interaction, via } = place.value;
	const mine = new Set(legs.value.map((leg) => leg.interaction));
	if (!current || connection.value.state !== "live") return void (asked$2 = "");
	leave(current, interaction, mine);
	const isMine = interaction !== void 0 && mine.has(interaction);
	const next = `${interaction} ${via} ${isMine}`;
	if (next === asked$2) return;
	asked$2 = next;
	if (interaction && !current.views.interaction(interaction)) open(current, interaction, isMine ? void 0 : via);
});
onNotice(({ notice, stream = "" }) => {
	if (notice === "unsubscribed" && stream.startsWith("interaction/")) tell(stream.slice(12), "forbidden");
});
x(() => {
	if (client.value) return;
	r(() => (read$2.value = {}, refused.value = {}));
});
// src/desk/chimes.ts
/**
* The sound of a ring. All of it is put on the audio clock at once: a page in the background gets its timers late, but
* its sound in time. Browsers give sound to pages that were touched; until then it is locked.
*/
var EVERY_S = 2;
var NOTE_S = .3;
var STEP_S = .22;
var PITCHES = [660, 880];
var LOUD = .12;
var RING_S_MAX = 600;
/** The page may make noise. */
var isUnlocked = y$1(false);
var audio;
var sounding;
/** In a click, or a key: that is what browsers wait for. */
function unlockSound() {
	audio ??= new AudioContext();
	if (audio.state === "running") return void (isUnlocked.value = true);
	audio.resume().then(() => isUnlocked.value = audio?.state === "running", () => void 0);
}
/** Two soft tones every two seconds, until it is told to stop or the time is over. */
function startChimes(ms) {
	stopChimes();
	if (!audio || audio.state !== "running") return;
	sounding = audio.createGain();
	sounding.connect(audio.destination);
	const from = audio.currentTime;
	for (let at = 0; at < Math.min(ms / 1e3, RING_S_MAX); at += EVERY_S) for (const [index, pitch] of PITCHES.entries()) tone(audio, sounding, pitch, from + at + index * STEP_S);
}
function stopChimes() {
	sounding?.disconnect();
	sounding = void 0;
}
function tone(context, into, pitch, at) {
	const [source, volume] = [context.createOscillator(), context.createGain()];
	source.frequency.value = pitch;
	volume.gain.setValueAtTime(0, at);
	volume.gain.linearRampToValueAtTime(LOUD, at + .02);
	volume.gain.exponentialRampToValueAtTime(.001, at + NOTE_S);
	source.connect(volume).connect(into);
	source.start(at);
	source.stop(at + NOTE_S + .02);
}
// src/desk/mine.ts
var LIVE = /* @__PURE__ */ new Set([
	"messaging",
	"voice",
	"video"
]);
var isTalking = (leg) => leg.state !== "wrapping" && leg.state !== "ended";
/** The agent's talking leg, else the one that is wrapped up, else the one that owes a disposition, else the last. */
function myLeg(view) {
	const mine = view.legs.filter((leg) => leg.agent === agent.value?.agent);
	return mine.find(isTalking) ?? mine.find((leg) => leg.state === "wrapping") ?? mine.find((leg) => leg.outcome?.needs_disposition) ?? mine.at(-1);
}
/** Colleagues who take part now. */
function colleagues(view) {
	return view.legs.filter((leg) => isTalking(leg) && leg.kind !== "monitor" && leg.agent !== agent.value?.agent);
}
var consumerName = (view) => view.consumer.name || view.consumer.phone || view.consumer.email || say("ring.unknown");
// src/desk/ringing.ts
/**
* A ring is heard and seen: sound, title, notification; and how it ended is told.
*
* Heard on the agent's primary device only, and there in one tab only. Seen everywhere.
*/
var BLINK_MS = 1e3;
var TITLE = "Ringline";
var kept$2 = (name) => y$1(localStorage.getItem(name) !== "off");
var hasSound = kept$2("ringline.sound");
var hasNotifications = kept$2("ringline.notifications");
/** Of this browser's tabs, the one that makes noise, and the one that notifies. */
var isSounding = y$1(false);
var isNotifying = y$1(false);
var isRinging = (offer) => offer.state === "pending" && offer.acceptance === "manual";
var ringing = O(() => offers.value.filter(isRinging));
/** The agent's primary device is this browser. */
var isPrimary = O(() => {
	const devices = agent.value?.devices ?? [];
	const own = devices.find(({ session }) => session === client.value?.session?.id);
	const primary = devices.find((device) => device.primary);
	return !primary || !own || primary.device === own.device;
});
/** It should be heard here, and cannot be: nobody has touched this page yet. */
var isMuted = O(() => hasSound.value && isPrimary.value && !isUnlocked.value);
function nameOf$1(offer) {
	const consumer = offer?.card?.consumer;
	return consumer?.name || consumer?.phone || consumer?.email || say("ring.unknown");
}
/** The audible ring moves to this device. */
function ringHere() {
	attempt((current) => current.ask("session.make_primary", {}));
}
/** For the life of the page. */
function startRinging() {
	for (const touched of ["pointerdown", "keydown"]) addEventListener(touched, unlockSound, { capture: true });
	lead("ringline.notify", isNotifying);
	x(() => {
		if (isUnlocked.value) lead("ringline.ring", isSounding);
	});
	x(() => localStorage.setItem("ringline.sound", hasSound.value ? "on" : "off"));
	x(() => localStorage.setItem("ringline.notifications", hasNotifications.value ? "on" : "off"));
	x(sound);
	const rung = /* @__PURE__ */ new Map();
	x(() => {
		for (const offer of offers.value) {
			if (!rung.has(offer.offer) && isRinging(offer)) notify(offer.offer, nameOf$1(offer), offer.channel, offer.card?.queue_name);
			rung.set(offer.offer, offer);
			if (isRinging(offer)) hasRung.add(offer.interaction);
		}
	});
	setInterval(blink, BLINK_MS);
	onEvent(({ event, data }) => {
		if (event === "offer.ended") {
			const ended = data;
			tellEnd(ended, rung.get(ended.offer));
			rung.delete(ended.offer);
			shown.get(ended.offer)?.close();
			shown.delete(ended.offer);
		}
		if (event === "leg.started") openByItself(data);
	});
}
/** One tab of this browser has it at a time; the next one takes over when it closes. */
function lead(name, leads) {
	navigator.locks?.request(name, () => (leads.value = true, new Promise(() => void 0)));
}
var soundsFor = "";
/** While anything rings, and it is heard here. */
function sound() {
	const heard = hasSound.value && isPrimary.value && isSounding.value ? ringing.value : [];
	const names = heard.map(({ offer }) => offer).join();
	if (names === soundsFor) return;
	soundsFor = names;
	if (heard.length > 0) startChimes(Math.max(...heard.map((offer) => offer.expires_at_ms)) - now.peek());
	else stopChimes();
}
/** Interactions that rang here: whoever was asked needs no second notification. */
var hasRung = /* @__PURE__ */ new Set();
/** A live conversation opens by itself, unless the agent is in the middle of another. */
function openByItself({ card }) {
	if (!card || !LIVE.has(card.channel)) return;
	if (!hasRung.has(card.interaction)) notify(card.leg, card.consumer_name || say("ring.unknown"), card.channel, card.queue_name);
	const open = chosen.value && views.value.interaction(chosen.value);
	const isWriting = document.activeElement instanceof HTMLTextAreaElement;
	if (!open || !isWriting) choose$1(card.interaction);
}
var shown = /* @__PURE__ */ new Map();
/** Asked for when the agent wants it, which is in a click. */
function askToNotify() {
	if ("Notification" in window && hasNotifications.value && Notification.permission === "default") Notification.requestPermission();
}
var isBlocked = () => !("Notification" in window) || Notification.permission === "denied";
function notify(tag, name, channel, queue = "") {
	if (!hasNotifications.peek() || !isNotifying.peek() || !document.hidden) return;
	if (!("Notification" in window) || Notification.permission !== "granted") return;
	const notification = new Notification(name, {
		body: `${channelName(channel)} · ${queue}`,
		tag
	});
	notification.onclick = () => (window.focus(), notification.close());
	shown.set(tag, notification);
}
var isOdd = false;
function blink() {
	isOdd = !isOdd;
	const offer = ringing.value[0];
	document.title = offer && isOdd ? say("ring.title_blink", { name: nameOf$1(offer) }) : TITLE;
}
/** What happened to a ring that this tab did not answer itself. */
function tellEnd(ended, offer) {
	const name = nameOf$1(offer);
	const isMine = ended.by_session === void 0 || ended.by_session === client.value?.session?.id;
	if (ended.state === "accepted" && !isMine) toast("ended.elsewhere");
	else if (ended.state === "expired") toast("ended.expired", { name }, true);
	else if (ended.state === "rescinded") toast("ended.rescinded", { name });
	else if (ended.state === "failed") toast("ended.failed", { name }, true);
	else if (ended.state === "canceled") toast(CANCELED[ended.detail ?? ""] ?? "ended.canceled", { name });
}
var CANCELED = {
	consumer_left: "ended.consumer_left",
	agent_unreachable: "ended.agent_unreachable",
	status_change: "ended.status_change",
	supervisor: "ended.supervisor",
	transfer_canceled: "ended.transfer_canceled"
};
/** Of a word that the protocol may add later. */
var channelName = (channel) => sayOr(`channel.${channel}`, channel);
// src/desk/icons.tsx
/** Small drawings, each with its name for those who do not see them. */
var PATHS = {
	messaging: "M4 5h16v11H9l-5 4z",
	voice: "M6 3h4l2 5-3 2a11 11 0 0 0 5 5l2-3 5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z",
	video: "M3 6h12v12H3zM15 10l6-4v12l-6-4z",
	email: "M3 5h18v14H3zM3 6l9 7 9-7",
	work_item: "M5 4h14v16H5zM8 9h8M8 13h8"
};
function ChannelIcon({ channel }) {
	return /* @__PURE__ */ a("svg", {
		class: "icon",
		viewBox: "0 0 24 24",
		role: "img",
		"aria-label": channelName(channel),
		children: /* @__PURE__ */ a("path", { d: PATHS[channel] ?? PATHS["work_item"] })
	});
}
// src/desk/packet.tsx
/** What a colleague leaves, the same on the ring and beside the conversation: who, why, notes, and the answer begun. */
function Packet({ left }) {
	const { note, notes, draft, reason, ended_at_ms: atMs } = left;
	const why = reason && sayOr(`left.${reason}`, "");
	return /* @__PURE__ */ a("blockquote", {
		class: "packet",
		children: [
			/* @__PURE__ */ a("p", {
				class: "quiet",
				children: [
					say("ring.handover", { agent: left.agent_name }),
					why && ` · ${why}`,
					atMs !== void 0 && /* @__PURE__ */ a("time", { children: ` · ${clockTime(atMs, now.peek())}` })
				]
			}),
			note && /* @__PURE__ */ a("p", { children: note }),
			notes.filter(({ text }) => text !== note).map((one, index) => /* @__PURE__ */ a("p", { children: one.text }, index)),
			draft && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("packet.draft", { agent: draft.agent_name })
			}),
			draft && /* @__PURE__ */ a("p", {
				class: "begun",
				children: draft.text
			})
		]
	});
}
/** Beside a conversation that somebody else had before me. */
function LeftToMe({ view }) {
	const me = agent.value?.agent ?? "";
	const left = view.legs.some((leg) => leg.agent === me && leg.state !== "ended") ? packet(view, me) : void 0;
	return left ? /* @__PURE__ */ a(Packet, { left }) : null;
}
// src/desk/summarising.tsx
/** How old the summary is, and a new one when the agent wants it. It comes as an event, like any other. */
function NewSummary({ view }) {
	const [awaited, setAwaited] = d$2(0);
	const covered = view.summary?.revision ?? 0;
	const since = view.segments.filter((segment) => segment.seq > covered).length;
	if (!view.legs.some((leg) => leg.agent === agent.value?.agent) || since === 0) return null;
	const isComing = awaited > covered;
	const make = () => attempt(async (current) => {
		const wish = await current.ask("summary.make", { interaction: view.interaction });
		setAwaited(wish.is_coming ? wish.revision : 0);
	});
	return /* @__PURE__ */ a("p", {
		class: "quiet summary-age",
		children: [
			view.summary && say("summary.since", { count: since }),
			" ",
			/* @__PURE__ */ a("button", {
				type: "button",
				disabled: isComing,
				onClick: () => void make(),
				children: say(isComing ? "summary.coming" : "summary.make")
			})
		]
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
// src/desk/lazy.tsx
/**
* Parts of the desk that most visits do not need, read when they do: the address book. When the server was updated
* meanwhile, an old desk and a new part may not fit together; then a reload brings both.
*/
var book = y$1(void 0);
async function load() {
	if (book.peek()) return;
	try {
		book.value = await __vitePreload(() => import("./book.js"), [], import.meta.url);
	} catch {
		toast("lazy.failed", {}, true, {
			text: say("lazy.reload"),
			run: () => location.reload()
		});
	}
}
/** The part as soon as it is there. */
function Lazy({ name, ...props }) {
	A$1(() => void load(), []);
	const Part = book.value?.[name];
	return Part ? /* @__PURE__ */ a(Part, { ...props }) : /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("thread.loading")
	});
}
// src/desk/profile.tsx
/** Profile: the address book, what the flow collected, and earlier interactions. */
function Profile({ view }) {
	const [profile, setProfile] = d$2(void 0);
	const via = viaOf(view.interaction) ?? view.interaction;
	const read = () => void attempt(async () => setProfile(await client.value?.ask("profile.read", { interaction: via })));
	A$1(read, [via, view.consumer.contact]);
	const contact = profile?.contact;
	const variables = view.variables.filter((variable) => variable.in_profile);
	const { consumer } = view;
	const leg = myLeg(view);
	const isMine = leg !== void 0 && isTalking(leg);
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(LeftToMe, { view }),
		/* @__PURE__ */ a(Summary, { summary: view.summary }),
		/* @__PURE__ */ a(NewSummary, { view }),
		/* @__PURE__ */ a("h3", { children: say("profile.contact") }),
		!contact && /* @__PURE__ */ a("dl", {
			class: "facts",
			children: [fact$1(say("profile.phone"), consumer.phone), fact$1(say("profile.email"), consumer.email)]
		}),
		profile && !contact && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("profile.none")
		}),
		profile && /* @__PURE__ */ a(Lazy, {
			name: "ContactPanel",
			view,
			contact: contact ?? void 0,
			changed: read,
			canLink: isMine
		}),
		/* @__PURE__ */ a("h3", { children: say("profile.variables") }),
		variables.length === 0 && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("profile.no_variables")
		}),
		/* @__PURE__ */ a(Variables, { variables }),
		/* @__PURE__ */ a("h3", { children: say("profile.earlier") }),
		profile?.earlier.length === 0 && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("profile.no_earlier")
		}),
		/* @__PURE__ */ a("ul", {
			class: "earlier",
			children: profile?.earlier.map((line) => /* @__PURE__ */ a("li", { children: /* @__PURE__ */ a("button", {
				type: "button",
				"aria-current": line.id === view.interaction,
				onClick: () => goTo({
					interaction: line.id,
					via
				}),
				children: [
					/* @__PURE__ */ a(ChannelIcon, { channel: line.channel }),
					/* @__PURE__ */ a("span", { children: line.subject || line.preview || queueName(line.queue) }),
					/* @__PURE__ */ a("time", {
						class: "quiet",
						children: clockTime(line.created_at_ms, now.peek())
					})
				]
			}) }, line.id))
		}),
		(profile?.earlier.length ?? 0) > 0 && /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			onClick: () => showAll(profile?.earlier[0]?.consumer, contact?.name ?? consumer.name),
			children: say("profile.all_of")
		})
	] });
}
/** In the list of all interactions: those of one consumer. */
function showAll(key, name) {
	if (!key) return;
	reset("all");
	narrow("all", {
		said: false,
		consumer: {
			key,
			name: name || key
		}
	});
	which.value = "all";
	if (matchMedia("(max-width: 46rem)").matches) goTo({});
}
function fact$1(name, value) {
	return value ? [/* @__PURE__ */ a("dt", { children: name }, `${name} name`), /* @__PURE__ */ a("dd", { children: value }, name)] : null;
}
// src/desk/found.ts
/**
* The list of all interactions, page by page: lines, or what was said in them. It is read anew when the filter changes,
* every few seconds while only its beginning is shown, and when one asks.
*/
var PAGE$2 = 50;
var PAUSE_MS$2 = 250;
var FRESH_MS$1 = 1e4;
/** Pages without a line of their own that are turned by themselves. */
var EMPTY_PAGES_MAX = 5;
var NOTHING = {
	rows: [],
	state: "loading",
	pages: 0
};
var found = y$1(NOTHING);
/** Each question makes the ones before it worthless. */
var question = 0;
var isSaid = (filter) => filter.said && filter.text.trim() !== "";
/** The next page, if there is one. */
function more() {
	if (found.peek().state === "more") read$1(question, found.peek(), EMPTY_PAGES_MAX);
}
/** The page that could not be read. */
function again() {
	if (found.peek().state === "failed") read$1(question, found.peek(), EMPTY_PAGES_MAX);
}
/** From the beginning. What is shown stays until the answer is there. */
function refresh() {
	question += 1;
	found.value = {
		...found.peek(),
		state: "loading"
	};
	read$1(question, NOTHING, EMPTY_PAGES_MAX);
}
async function read$1(mine, before, pagesLeft) {
	const current = client.value;
	if (!current) return;
	if (before.pages > 0) found.value = {
		...before,
		state: "loading"
	};
	try {
		const page = await pageOf(current, filters.all.value, before.cursor);
		if (mine !== question) return;
		const next = {
			rows: joined(before.rows, page.rows),
			cursor: page.cursor,
			pages: before.pages + 1,
			state: page.cursor ? "more" : "done"
		};
		found.value = next;
		if (page.cursor && page.rows.length === 0 && pagesLeft > 0) read$1(mine, next, pagesLeft - 1);
	} catch {
		if (mine === question) found.value = {
			...found.value,
			state: "failed"
		};
	}
}
async function pageOf(current, filter, cursor) {
	if (!isSaid(filter)) {
		const page = await current.ask("interaction.list", {
			...asked$3(filter, now.peek()),
			cursor,
			limit: PAGE$2
		});
		return {
			rows: page.interactions.map((line) => ({ line })),
			cursor: page.cursor ?? void 0
		};
	}
	const page = await current.ask("transcript.search", {
		text: filter.text.trim(),
		cursor,
		limit: PAGE$2
	});
	const lines = new Map(page.interactions.map((line) => [line.id, line]));
	return {
		rows: page.hits.flatMap((hit) => {
			const line = lines.get(hit.interaction);
			return line && fits(line, filter, now.peek()) ? [{
				line,
				hit
			}] : [];
		}),
		cursor: page.cursor ?? void 0
	};
}
/** What changed between two pages may come twice. */
function joined(before, after) {
	const known = new Set(before.map(keyOf));
	return [...before, ...after.filter((row) => !known.has(keyOf(row)))];
}
var keyOf = ({ line, hit }) => hit ? `${line.id} ${hit.segment}` : line.id;
/** For the life of the page. */
function keepFound() {
	x(() => {
		if (which.value !== "all" || connection.value.state !== "live") return;
		filters.all.value;
		const pause = setTimeout(refresh, found.peek().pages === 0 ? 0 : PAUSE_MS$2);
		return () => clearTimeout(pause);
	});
	x(() => {
		if (!client.value) found.value = NOTHING;
	});
	setInterval(() => {
		if (which.value === "all" && connection.value.state === "live" && !document.hidden && found.value.pages === 1 && !isSaid(filters.all.value) && found.value.state !== "loading") refresh();
	}, FRESH_MS$1);
}
// src/desk/spans.ts
/** Spans as people say them: 45 s, 12 min, 3 h, 2 d. */
var UNITS$1 = [
	["day", 864e5],
	["hour", 36e5],
	["minute", 6e4],
	["second", 1e3]
];
var locale = () => navigator.languages.find((one) => one.startsWith(language.value)) ?? language.value;
var formats = /* @__PURE__ */ new Map();
function format(unit) {
	const key = `${locale()} ${unit}`;
	const known = formats.get(key) ?? new Intl.NumberFormat(locale(), {
		style: "unit",
		unit,
		unitDisplay: "short"
	});
	formats.set(key, known);
	return known;
}
/** In its largest unit, cut and not rounded: 119 seconds are 1 min. */
function roughly(ms) {
	const [unit, size] = UNITS$1.find(([, one]) => ms >= one) ?? UNITS$1[3];
	return format(unit).format(Math.max(0, Math.trunc(ms / size)));
}
// src/desk/sla.tsx
/** How long somebody has been waiting for an answer, against what the queue promises. Colour and words. */
/** Below this part of the target, it is nearly late. */
var NEAR = .25;
/** How much is left; negative when it is late, undefined without a promise. */
function leftMs(queue, sinceMs) {
	const target = setUp(queue)?.target_ms;
	return target === void 0 || sinceMs == null ? void 0 : sinceMs + target - now.value;
}
function Sla({ queue, sinceMs }) {
	const left = leftMs(queue, sinceMs);
	const target = setUp(queue)?.target_ms ?? 0;
	if (left === void 0) return null;
	return /* @__PURE__ */ a("span", {
		class: "sla",
		"data-level": left < 0 ? "late" : left < target * NEAR ? "near" : "fine",
		title: say("sla.help", { span: roughly(target) }),
		children: say(left < 0 ? "sla.late" : "sla.left", { span: roughly(Math.abs(left)) })
	});
}
// src/desk/dialog.tsx
function Dialog({ title, close, children }) {
	const box = T(null);
	const id = P();
	F$1(() => {
		const before = document.activeElement;
		(box.current?.querySelector("[data-first]") ?? box.current)?.focus({ preventScroll: true });
		return () => {
			if (before?.isConnected) before.focus();
			else document.querySelector(".thread .said")?.focus();
		};
	}, []);
	const pressed = (event) => {
		if (event.key !== "Escape") return;
		event.preventDefault();
		event.stopPropagation();
		close();
	};
	return /* @__PURE__ */ a("div", {
		class: "veil",
		onClick: (event) => event.target === event.currentTarget && close(),
		children: /* @__PURE__ */ a("div", {
			class: "dialog",
			role: "dialog",
			"aria-labelledby": id,
			ref: box,
			tabIndex: -1,
			onKeyDown: pressed,
			children: [/* @__PURE__ */ a("div", {
				class: "top",
				children: [/* @__PURE__ */ a("h2", {
					id,
					children: title
				}), /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"aria-label": say("action.close"),
					onClick: close,
					children: "×"
				})]
			}), children]
		})
	});
}
// src/desk/directory.ts
/** Colleagues and queues, as they are at this moment; and the names of all that were ever seen. */
var LOOK_MS$1 = 5e3;
var PAUSE_MS$1 = 200;
var LIMIT = 50;
var names = y$1(/* @__PURE__ */ new Map());
var hasAsked = false;
async function look(text) {
	const found = await client.peek()?.ask("directory.read", {
		text,
		limit: LIMIT
	});
	if (!found) return void 0;
	const known = new Map(names.peek());
	for (const { queue, name } of found.queues) known.set(queue, name);
	for (const { agent, name } of found.agents) known.set(agent, name);
	names.value = known;
	return found;
}
/** What matches a text, asked again while it is looked at. */
function useDirectory(text) {
	const [found, setFound] = d$2(void 0);
	A$1(() => {
		let isLeft = false;
		const again = () => void look(text).then((now) => isLeft || setFound(now), () => void 0);
		const first = setTimeout(again, found ? PAUSE_MS$1 : 0);
		const timer = setInterval(again, LOOK_MS$1);
		return () => (isLeft = true, clearTimeout(first), clearInterval(timer));
	}, [text]);
	return found;
}
/** The name of an agent or a queue; its id until it is known. */
function nameOfId(id) {
	if (id === agent.value?.agent) return agent.value.name;
	const known = names.value.get(id);
	if (!known && !hasAsked) hasAsked = true, look("").catch(() => hasAsked = false);
	return known ?? id;
}
var targetName = ({ queue, agent }) => nameOfId(agent ?? queue ?? "");
// src/desk/why.tsx
/** Why is it still waiting: where it stands, what it needs, and what rules out each member of its queue. */
var LOOK_MS = 5e3;
var asked$1 = y$1(void 0);
/** Opens the dialog, from wherever a waiting interaction is shown. */
function askWhy(interaction, name) {
	asked$1.value = {
		interaction,
		name
	};
}
function Why() {
	const about = asked$1.value;
	if (!about) return null;
	return /* @__PURE__ */ a(Answer$1, { ...about }, about.interaction);
}
function Answer$1({ interaction, name }) {
	const { told, atMs, problem, look } = useExplanation(interaction);
	return /* @__PURE__ */ a(Dialog, {
		title: say("waiting.why"),
		close: () => asked$1.value = void 0,
		children: /* @__PURE__ */ a("div", {
			class: "why",
			children: [
				/* @__PURE__ */ a("p", {
					class: "quiet",
					children: name
				}),
				problem && /* @__PURE__ */ a("p", {
					class: "problem",
					role: "alert",
					children: problem
				}),
				told && /* @__PURE__ */ a(Standing$1, { told }),
				told?.members && told.members.length > 0 && /* @__PURE__ */ a(Members, { members: told.members }),
				/* @__PURE__ */ a("footer", { children: [/* @__PURE__ */ a("span", {
					class: "quiet",
					children: atMs > 0 && say("waiting.as_of", { time: preciseTime(atMs) })
				}), /* @__PURE__ */ a("button", {
					type: "button",
					"data-first": true,
					onClick: look,
					children: say("waiting.refresh")
				})] })
			]
		})
	});
}
/** Asked at once, again and again while it is looked at, and when the agent wants to. */
function useExplanation(interaction) {
	const [answer, setAnswer] = d$2({
		atMs: 0,
		problem: ""
	});
	const look = async () => {
		try {
			const told = await client.value?.ask("interaction.explain", { interaction });
			setAnswer({
				told,
				atMs: now.peek(),
				problem: ""
			});
		} catch (error) {
			if (error instanceof CommandFailed) setAnswer({
				atMs: now.peek(),
				problem: error.code === "forbidden" ? say("waiting.forbidden") : failureText(error)
			});
			else if (!(error instanceof SessionOver)) throw error;
		}
	};
	A$1(() => {
		look();
		const timer = setInterval(() => void look(), LOOK_MS);
		return () => clearInterval(timer);
	}, [interaction]);
	return {
		...answer,
		look: () => void look()
	};
}
function Standing$1({ told }) {
	if (!told.is_waiting) return /* @__PURE__ */ a("p", { children: say("waiting.not") });
	const names = (ids = []) => ids.map((id) => told.members?.find((one) => one.agent === id)?.name ?? id).join(", ");
	const [ringing, asking] = [names(told.ringing), names(told.asked)];
	const needs = (told.needs ?? []).map(({ skill, min }) => say("waiting.need", {
		skill,
		level: min
	})).join(", ");
	const left = (at) => span(Math.max(0, (at ?? 0) - now.value));
	const sentences = [
		say("waiting.place", {
			place: told.position ?? 1,
			count: told.waiting ?? 1,
			queue: nameOfId(told.queue ?? "")
		}),
		needs && say("waiting.needs", { needs }),
		told.relaxes_at_ms && say("waiting.relaxes", { span: left(told.relaxes_at_ms) }),
		told.resumes_at_ms && say("waiting.tries", { span: left(told.resumes_at_ms) })
	];
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("p", {
		class: "verdict",
		children: verdict(told, ringing, asking)
	}), /* @__PURE__ */ a("p", { children: sentences.filter(Boolean).join(" ") })] });
}
function verdict(told, ringing, asking) {
	if (ringing) return say("waiting.rings_at", { names: ringing });
	if (asking) return say("waiting.asks", { names: asking });
	if (told.members?.length === 0) return say("waiting.no_members");
	const next = told.members?.find((one) => one.agent === told.next_agent);
	return next ? say("waiting.next", { name: next.name }) : say("waiting.nobody");
}
function Members({ members }) {
	return /* @__PURE__ */ a("table", { children: [/* @__PURE__ */ a("thead", { children: /* @__PURE__ */ a("tr", { children: [/* @__PURE__ */ a("th", {
		scope: "col",
		children: say("waiting.agent")
	}), /* @__PURE__ */ a("th", {
		scope: "col",
		children: say("waiting.reason")
	})] }) }), /* @__PURE__ */ a("tbody", { children: members.map(({ agent, name, out, until_ms: until }) => /* @__PURE__ */ a("tr", {
		"data-free": !out,
		children: [/* @__PURE__ */ a("th", {
			scope: "row",
			children: name
		}), /* @__PURE__ */ a("td", { children: [out ? sayOr(`out.${out}`, out.replaceAll("_", " ")) : say("out.nothing"), until && until > now.value ? `, ${say("waiting.until", { span: span(until - now.value) })}` : ""] })]
	}, agent)) })] });
}
// src/desk/reading.tsx
/** Above the conversation: back to the list, back to where one came from, on to what is known. */
function PaneBar({ hasAbout = true }) {
	const { via } = place.value;
	const from = via ? viewOf(via)?.consumer.name || legs.value.find((leg) => leg.interaction === via)?.consumer_name : void 0;
	return /* @__PURE__ */ a("div", {
		class: "pane-bar",
		"data-via": via !== void 0,
		children: [via ? /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			onClick: () => goTo({ interaction: via }),
			children: ["‹ ", say("read.back", { name: from || say("ring.unknown") })]
		}) : /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain to-list",
			onClick: () => choose$1(void 0),
			children: ["‹ ", say("thread.back")]
		}), hasAbout && /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain to-about",
			onClick: () => goTo({
				...place.value,
				about: "1"
			}),
			children: [say("pane.about"), " ›"]
		})]
	});
}
/** Above what is known, where it is shown alone. */
function AboutBar() {
	return /* @__PURE__ */ a("div", {
		class: "pane-bar to-about",
		children: /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			onClick: () => goTo({
				...place.value,
				about: void 0
			}),
			children: ["‹ ", say("pane.back")]
		})
	});
}
/** Below a conversation in which the agent has no part now. */
function ReadingOf({ view }) {
	const ended = view.closed ?? view.ended;
	const others = view.legs.filter((leg) => leg.state !== "ended" && leg.agent !== agent.value?.agent);
	const told = () => {
		if (view.closed) return `${say("read.closed")} ${sayOr(`ended_as.${view.closed.reason}`, "")}`;
		if (others.length > 0) return say("read.foreign", { name: others.map((leg) => leg.agent_name).join(", ") });
		if (view.waiting) return say("read.waiting", { queue: queueName(view.waiting.queue) });
		return ended ? say("thread.closed") : "";
	};
	return /* @__PURE__ */ a("p", {
		class: "quiet over",
		role: "note",
		children: [place.value.via && `${say("read.earlier")} `, told()]
	});
}
/** There is an interaction in the address that cannot be shown. */
function Unreadable() {
	const interaction = chosen.value ?? "";
	const code = refused.value[interaction];
	const line = found.value.rows.find((row) => row.line.id === interaction)?.line;
	if (!code) return /* @__PURE__ */ a(Loading, {});
	return /* @__PURE__ */ a("section", {
		class: "thread nothing",
		"aria-label": line?.consumer_name || say("read.forbidden"),
		children: [/* @__PURE__ */ a(PaneBar, { hasAbout: false }), line && line.waiting_since_ms !== null && line.closed_at_ms === null ? /* @__PURE__ */ a(Waits, { line }) : /* @__PURE__ */ a("p", {
			role: "alert",
			children: say(code === "forbidden" ? "read.forbidden" : "read.failed")
		})]
	});
}
function Loading() {
	return /* @__PURE__ */ a("section", {
		class: "thread nothing",
		"aria-busy": "true",
		children: [/* @__PURE__ */ a(PaneBar, { hasAbout: false }), /* @__PURE__ */ a("p", { children: say("thread.loading") })]
	});
}
/** Nobody has it yet: who has room may take it. */
function Waits({ line }) {
	const take = async () => {
		if (await attempt((current) => current.ask("interaction.take", { interaction: line.id }))) toast("read.taken");
	};
	const isReady = agent.value?.status?.status === "ready";
	const holders = line.agents.map(agentName).join(", ");
	return /* @__PURE__ */ a("div", {
		class: "card waits",
		children: [
			/* @__PURE__ */ a("header", {
				class: "row",
				children: [
					/* @__PURE__ */ a(ChannelIcon, { channel: line.channel }),
					/* @__PURE__ */ a("h2", { children: line.consumer_name || line.consumer || say("ring.unknown") }),
					/* @__PURE__ */ a(Sla, {
						queue: line.queue,
						sinceMs: line.waiting_since_ms
					})
				]
			}),
			line.subject && /* @__PURE__ */ a("p", {
				class: "subject",
				children: line.subject
			}),
			/* @__PURE__ */ a("p", { children: say("read.waiting", { queue: queueName(line.queue) }) }),
			holders && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: holders
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				"data-deed": "waiting.why",
				onClick: () => askWhy(line.id, line.consumer_name || say("ring.unknown")),
				children: say("waiting.why")
			}),
			setUp(line.queue)?.member && !isReady && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("read.take_not_ready")
			}),
			setUp(line.queue)?.member && isReady && /* @__PURE__ */ a("button", {
				type: "button",
				class: "primary",
				"data-deed": "read.take",
				onClick: () => void take(),
				children: say("read.take")
			})
		]
	});
}
// src/desk/lines.ts
/**
* The lines of a transcript: what the view holds, what it held, and pages from before.
*
* They stand in chunks that are replaced, never changed, so that of a long transcript only the chunk with the new line is
* drawn again. The view's window slides on, what slid out of it stays here. After a window that has jumped (a snapshot far
* ahead) all begins anew: what is shown has no hole, and what is before can be read back.
*/
var PAGE$1 = 200;
var CHUNK = 64;
/** Transcripts whose lines are kept while others are looked at. */
var KEPT_MAX = 8;
var lineOf = ({ said_at_ms, ...segment }) => ({
	...segment,
	at_ms: said_at_ms
});
var Lines = class {
	chunks = [];
	seqs = /* @__PURE__ */ new Set();
	get first() {
		return this.chunks[0]?.lines[0];
	}
	get count() {
		return this.seqs.size;
	}
	/** With what the view shows; anew when it has nothing in common with what is here. */
	hold({ segments }) {
		if (!segments.some(({ seq }) => this.seqs.has(seq))) this.clear();
		this.add(segments.filter(({ seq }) => !this.seqs.has(seq)).map(lineOf));
	}
	clear() {
		this.chunks = [];
		this.seqs.clear();
	}
	add(lines) {
		const fresh = /* @__PURE__ */ new Map();
		for (const line of lines) {
			if (this.seqs.has(line.seq)) continue;
			this.seqs.add(line.seq);
			const key = Math.trunc(line.seq / CHUNK);
			fresh.set(key, [...fresh.get(key) ?? [], line]);
		}
		if (fresh.size === 0) return;
		const kept = this.chunks.map((chunk) => grown(chunk, fresh));
		const made = [...fresh].map(([key, some]) => ({
			key,
			lines: some.sort(bySeq)
		}));
		this.chunks = [...kept, ...made].sort((a, b) => a.key - b.key);
	}
};
var bySeq = (a, b) => a.seq - b.seq;
/** With its part of what is fresh, which is taken out. */
function grown(chunk, fresh) {
	const more = fresh.get(chunk.key);
	if (!more) return chunk;
	fresh.delete(chunk.key);
	return {
		key: chunk.key,
		lines: [...chunk.lines, ...more].sort(bySeq)
	};
}
var kept$1 = /* @__PURE__ */ new Map();
function linesOf(interaction) {
	const lines = kept$1.get(interaction) ?? new Lines();
	kept$1.delete(interaction);
	kept$1.set(interaction, lines);
	for (const [oldest] of kept$1) if (kept$1.size > KEPT_MAX) kept$1.delete(oldest);
	return lines;
}
/** All lines that were seen, in order. */
function useLines(view) {
	const [, setPages] = d$2(0);
	const lines = linesOf(view.interaction);
	lines.hold(view);
	const hasMore = () => lines.count > 0 && lines.count < view.segment_count;
	const page = async () => {
		const before = lines.count;
		const asked = {
			interaction: view.interaction,
			before_seq: lines.first?.seq,
			limit: PAGE$1,
			via: viaOf(view.interaction)
		};
		await attempt(async (current) => {
			const { segments } = await current.ask("transcript.read", asked);
			lines.add(segments.filter((line) => !line.hidden));
		});
		return lines.count > before;
	};
	const more = async () => void (await page(), setPages((pages) => pages + 1));
	const reach = async (seq) => {
		while (hasMore() && (lines.first?.seq ?? 0) > seq && await page());
		setPages((pages) => pages + 1);
	};
	return {
		chunks: lines.chunks,
		hasMore: hasMore(),
		more,
		reach
	};
}
// src/desk/search.ts
/** Searching a transcript while people talk: hits so far, each new one, and where one is among them. */
var PAUSE_MS = 250;
var PAGE = 200;
/** Hits by segment; undefined while nothing is sought. A search ends with its connection, and is begun again on the next. */
function useSearch(interaction, sought) {
	const [found, setFound] = d$2(void 0);
	const text = sought.trim();
	const isLive = connection.value.state === "live";
	A$1(() => void (text || setFound(void 0)), [text]);
	A$1(() => text && isLive ? search(interaction, text, setFound) : void 0, [
		interaction,
		text,
		isLive
	]);
	return found;
}
/** Begins after a pause in typing; returns what ends it. */
function search(interaction, text, tell) {
	let id;
	let isOver = false;
	const add = (hits) => isOver ? void 0 : tell((known) => new Map([...known ?? [], ...hits.map((hit) => [hit.segment, placeOf$1(hit)])]));
	const end = onPassing(({ event, data }) => {
		if (event === "search.hit" && data.search === id) add([data]);
	});
	const begin = async () => {
		const current = client.value;
		const via = viaOf(interaction);
		if (current && via) return readOnce(current, {
			interaction,
			text,
			via,
			limit: PAGE
		});
		const answer = await current?.ask("search.start", {
			interaction,
			text
		});
		if (!current || !answer) return;
		if (isOver) return void current.ask("search.stop", { search: answer.search }).catch(() => void 0);
		id = answer.search;
		tell(/* @__PURE__ */ new Map());
		add([...answer.hits, ...answer.partials]);
		let [{ cursor }, count] = [answer, answer.hits.length];
		while (cursor && count < 1e3 && !isOver) {
			const page = await current.ask("transcript.search", {
				interaction,
				text,
				cursor,
				limit: PAGE
			});
			add(page.hits);
			[cursor, count] = [page.cursor, count + page.hits.length];
		}
	};
	const readOnce = async (current, asked) => {
		tell(/* @__PURE__ */ new Map());
		for (let cursor = void 0, count = 0; cursor !== null && count < 1e3 && !isOver;) {
			const page = await current.ask("transcript.search", {
				...asked,
				cursor
			});
			add(page.hits);
			[cursor, count] = [page.cursor ?? null, count + page.hits.length];
		}
	};
	const timer = setTimeout(() => void attempt(begin), PAUSE_MS);
	return () => {
		isOver = true;
		clearTimeout(timer);
		end();
		if (id) client.value?.ask("search.stop", { search: id }).catch(() => void 0);
	};
}
var placeOf$1 = (hit) => ({
	seq: "seq" in hit && hit.seq || Infinity,
	spans: hit.offsets
});
/** Going through the hits in the order of the conversation. */
function useAmong(found, first) {
	const [at, setAt] = d$2(first);
	const order = w$2(() => [...found ?? []].sort(([, a], [, b]) => a.seq - b.seq).map(([segment]) => segment), [found]);
	const place = at === void 0 ? -1 : order.indexOf(at);
	const go = (by) => {
		if (order.length === 0) return;
		const next = place < 0 ? by > 0 ? 0 : order.length - 1 : (place + by + order.length) % order.length;
		setAt(order[next]);
	};
	return {
		at,
		place,
		go
	};
}
// src/desk/scrolling.ts
var NEAR_PX = 40;
/** For the nearest box around the element, itself included, that scrolls. */
function useEnd(inside, changes) {
	const isAtEnd = T(true);
	A$1(() => {
		const box = scroller(inside.current);
		const look = () => void (isAtEnd.current = box.scrollTop + box.clientHeight > box.scrollHeight - NEAR_PX);
		box.addEventListener("scroll", look, { passive: true });
		return () => box.removeEventListener("scroll", look);
	}, []);
	F$1(() => {
		const box = scroller(inside.current);
		if (isAtEnd.current) box.scrollTop = box.scrollHeight;
	}, changes);
}
function scroller(start) {
	for (let box = start; box; box = box.parentElement) if (getComputedStyle(box).overflowY === "auto") return box;
	return document.documentElement;
}
// src/desk/transcript.tsx
/** Transcript: bot, queue and agents in one, partials in place, searched while people talk. */
function Transcript({ view }) {
	const [sought, setSought] = d$2(place.value.find ?? "");
	const { chunks, hasMore, more, reach } = useLines(view);
	const found = useSearch(view.interaction, sought);
	const among = useAmong(found, place.value.at);
	const list = T(null);
	const wanted = among.at === void 0 ? void 0 : found?.get(among.at);
	useEnd(list, [chunks, view.partials]);
	F$1(() => {
		const show = () => list.current?.querySelector("[data-here=\"true\"]")?.scrollIntoView({ block: "center" });
		if (wanted && wanted.seq < (chunks[0]?.lines[0]?.seq ?? 0)) reach(wanted.seq).then(() => requestAnimationFrame(show));
		else show();
	}, [among.at, wanted === void 0]);
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(Search, {
			sought,
			seek: setSought,
			found,
			among
		}),
		hasMore && /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			onClick: () => void more(),
			children: say("transcript.earlier")
		}),
		chunks.length === 0 && view.partials.length === 0 && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("transcript.empty")
		}),
		/* @__PURE__ */ a("div", {
			class: "transcript",
			role: "list",
			ref: list,
			children: [chunks.map((chunk, index) => /* @__PURE__ */ a(Some, {
				chunk,
				before: phaseOf(chunks[index - 1]?.lines.at(-1)),
				consumer: view.consumer.name,
				found,
				here: among.at,
				words: language.value
			}, chunk.key)), view.partials.map((partial) => /* @__PURE__ */ a("div", {
				class: "spoken partial",
				role: "listitem",
				"data-here": among.at === partial.segment,
				children: [/* @__PURE__ */ a("p", {
					class: "by",
					children: [
						partial.participant || sayOr(`role.${partial.role}`, partial.role),
						" · ",
						say("transcript.partial")
					]
				}), /* @__PURE__ */ a("p", {
					class: "text",
					children: marked(partial.text, found?.get(partial.segment)?.spans)
				})]
			}, partial.segment))]
		})
	] });
}
function Search({ sought, seek, found, among }) {
	const isNone = !found?.size;
	return /* @__PURE__ */ a("div", {
		class: "search",
		role: "search",
		children: [/* @__PURE__ */ a("input", {
			type: "search",
			"aria-label": say("search.label"),
			placeholder: say("search.label"),
			value: sought,
			onInput: (event) => seek(event.currentTarget.value),
			onKeyDown: (event) => event.key === "Enter" && (event.preventDefault(), among.go(event.shiftKey ? -1 : 1))
		}), found && /* @__PURE__ */ a("div", {
			class: "row",
			children: [
				/* @__PURE__ */ a("span", {
					role: "status",
					children: told(found.size, among.place)
				}),
				/* @__PURE__ */ a("button", {
					type: "button",
					"aria-label": say("search.previous"),
					disabled: isNone,
					onClick: () => among.go(-1),
					children: "↑"
				}),
				/* @__PURE__ */ a("button", {
					type: "button",
					"aria-label": say("search.next"),
					disabled: isNone,
					onClick: () => among.go(1),
					children: "↓"
				})
			]
		})]
	});
}
function told(size, place) {
	if (size === 0) return say("search.none");
	const count = size < 1e3 ? `${size}` : `${size}+`;
	return place < 0 ? say("search.hits", { count }) : say("search.position", {
		place: place + 1,
		count
	});
}
var phaseOf = (line) => line?.phase && say(`phase.${line.phase}`, { number: line.number ?? "" }).trim();
/** A chunk of lines: drawn again only when something in it has changed. */
function Some(props) {
	const last = T(void 0);
	if (!last.current || differs(last.current.props, props)) last.current = {
		props,
		shown: drawn(props)
	};
	return last.current.shown;
}
function differs(was, is) {
	const { chunk, before, consumer, words } = is;
	if (was.chunk !== chunk || was.before !== before || was.consumer !== consumer || was.words !== words) return true;
	const has = (segment) => chunk.lines.some((line) => line.segment === segment);
	if (was.here !== is.here && (has(was.here) || has(is.here))) return true;
	return was.found !== is.found && chunk.lines.some(({ segment }) => was.found?.get(segment) !== is.found?.get(segment));
}
function drawn({ chunk, before, consumer, found, here }) {
	return /* @__PURE__ */ a("div", {
		class: "chunk",
		role: "presentation",
		children: chunk.lines.map((line, index) => {
			const phase = phaseOf(line);
			return /* @__PURE__ */ a(Spoken, {
				line,
				phase: phase !== (index > 0 ? phaseOf(chunk.lines[index - 1]) : before) ? phase : void 0,
				consumer,
				here,
				spans: found?.get(line.segment)?.spans
			}, line.segment);
		})
	});
}
function Spoken({ line, phase, consumer, spans, here }) {
	const { segment, role, participant, text, at_ms: atMs } = line;
	return /* @__PURE__ */ a("div", {
		class: "spoken",
		role: "listitem",
		"data-role": role,
		"data-here": segment === here,
		children: [
			phase && /* @__PURE__ */ a("p", {
				class: "phase",
				children: phase
			}),
			/* @__PURE__ */ a("p", {
				class: "by",
				children: [
					participant || role === "consumer" && consumer || sayOr(`role.${role}`, role),
					" ",
					/* @__PURE__ */ a("time", { children: clockTime(atMs, now.peek()) })
				]
			}),
			/* @__PURE__ */ a("p", {
				class: "text",
				children: marked(text, spans)
			})
		]
	});
}
/** The text with what was found in it marked. Spans count code points. */
function marked(text, spans) {
	if (!spans?.length) return text;
	const points = [...text];
	return [...spans.flatMap(({ start, end }, index) => [points.slice(spans[index - 1]?.end ?? 0, start).join(""), /* @__PURE__ */ a("mark", { children: points.slice(start, end).join("") }, start)]), points.slice(spans.at(-1)?.end).join("")];
}
// src/desk/context.tsx
/** Beside the conversation: who the consumer is, what was noted, what was said. */
var TABS = [
	"profile",
	"engagement",
	"transcript"
];
function Context({ interaction }) {
	const { find, at } = place.value;
	const [open, setOpen] = d$2(find ? "transcript" : "profile");
	A$1(() => void (find && setOpen("transcript")), [find, at]);
	const list = T(null);
	const view = viewOf(interaction);
	const step = (event) => {
		const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
		if (by === 0) return;
		const place = (TABS.indexOf(open) + by + TABS.length) % TABS.length;
		setOpen(TABS[place]);
		list.current?.querySelectorAll("button")[place]?.focus();
	};
	return /* @__PURE__ */ a("aside", {
		class: "context",
		"aria-label": say("tab.label"),
		children: [
			/* @__PURE__ */ a(AboutBar, {}),
			/* @__PURE__ */ a("h2", {
				class: "sr",
				children: say("tab.label")
			}),
			/* @__PURE__ */ a("div", {
				class: "tabs",
				role: "tablist",
				"aria-label": say("tab.label"),
				ref: list,
				onKeyDown: step,
				children: TABS.map((tab) => /* @__PURE__ */ a("button", {
					type: "button",
					role: "tab",
					id: `tab-${tab}`,
					"aria-selected": open === tab,
					"aria-controls": "tab-panel",
					tabIndex: open === tab ? 0 : -1,
					onClick: () => setOpen(tab),
					children: say(`tab.${tab}`)
				}, tab))
			}),
			/* @__PURE__ */ a("div", {
				class: "panel",
				id: "tab-panel",
				role: "tabpanel",
				"aria-labelledby": `tab-${open}`,
				tabIndex: 0,
				children: [
					view && open === "profile" && /* @__PURE__ */ a(Profile, { view }),
					view && open === "engagement" && /* @__PURE__ */ a(Engagement, { view }),
					view && open === "transcript" && /* @__PURE__ */ a(Transcript, { view }, `${find} ${at}`)
				]
			})
		]
	});
}
// src/desk/deeds.ts
/**
* Everything that can be done now, by its word: what has a button with `data-deed` on the screen, and what is offered
* here. The palette lists it, keys do it, and nothing that is not possible is listed.
*/
/** Every deed that may have keys: its group, and the keys it has unless the agent has other wishes. */
var KNOWN = {
	"palette.open": {
		group: "desk",
		keys: "Mod+K"
	},
	"keys.help": {
		group: "desk",
		keys: "?"
	},
	"keys.settings": { group: "desk" },
	"lists.open_long": {
		group: "list",
		keys: "g o"
	},
	"lists.all_long": {
		group: "list",
		keys: "g a"
	},
	"contacts.open": {
		group: "list",
		keys: "g c"
	},
	"list.find": {
		group: "list",
		keys: "/"
	},
	"list.next": {
		group: "list",
		keys: "j"
	},
	"list.previous": {
		group: "list",
		keys: "k"
	},
	"list.back": {
		group: "list",
		keys: "u"
	},
	"ring.accept": {
		group: "ring",
		keys: "Mod+Shift+Enter"
	},
	"ring.decline": {
		group: "ring",
		keys: "Mod+Shift+Backspace"
	},
	"thread.focus": {
		group: "interaction",
		keys: "r"
	},
	"thread.hold": {
		group: "interaction",
		keys: "h"
	},
	"thread.resume": {
		group: "interaction",
		keys: "h"
	},
	"thread.end": {
		group: "interaction",
		keys: "e"
	},
	"thread.resolve": {
		group: "interaction",
		keys: "e"
	},
	"mail.reply": {
		group: "interaction",
		keys: "r"
	},
	"mail.reply_all": {
		group: "interaction",
		keys: "a"
	},
	"mail.forward": {
		group: "interaction",
		keys: "f"
	},
	"deed.transfer": {
		group: "interaction",
		keys: "t"
	},
	"deed.consult": {
		group: "interaction",
		keys: "c"
	},
	"deed.invite": { group: "interaction" },
	"deed.park": {
		group: "interaction",
		keys: "z"
	},
	"deed.unpark": {
		group: "interaction",
		keys: "z"
	},
	"deed.release": { group: "interaction" },
	"deed.leave": { group: "interaction" },
	"read.take": { group: "interaction" },
	"wrapup.extend": { group: "interaction" },
	"wrapup.complete": {
		group: "interaction",
		keys: "Mod+Shift+E"
	},
	"tab.profile": {
		group: "about",
		keys: "g p"
	},
	"tab.note": {
		group: "about",
		keys: "n"
	},
	"tab.transcript": {
		group: "about",
		keys: "g t"
	},
	"status.set_ready": {
		group: "status",
		keys: "g r"
	},
	"status.set_not_ready": {
		group: "status",
		keys: "g n"
	},
	"status.set_offline": { group: "status" }
};
var GROUPS = [
	"ring",
	"interaction",
	"about",
	"list",
	"status",
	"desk"
];
/** Never one key alone: taken by mistake, a consumer pays for it. */
var CAREFUL = /* @__PURE__ */ new Set(["ring.accept", "ring.decline"]);
/** Never both at once on the screen: they share their keys. */
var TWINS = [
	["thread.hold", "thread.resume"],
	["thread.focus", "mail.reply"],
	["thread.end", "thread.resolve"],
	["deed.park", "deed.unpark"]
];
/** The one whose keys count for all of its kind. */
var chiefOf = (name) => TWINS.find((twins) => twins.includes(name))?.[0] ?? name;
/** Those that may have keys of their own. */
var CHIEFS = Object.keys(KNOWN).filter((name) => chiefOf(name) === name);
var offered = y$1(/* @__PURE__ */ new Map());
/** Another value whenever something else is offered: who shows it looks again then. */
var offering = () => offered.value;
/** While the component is there and `isPossible`. */
function useDeed(name, run, isPossible = true, text) {
	const newest = T(run);
	newest.current = run;
	A$1(() => {
		if (!isPossible) return;
		const deed = {
			name,
			text: text ?? wordOf(name),
			group: groupOf(name),
			run: () => newest.current()
		};
		offered.value = new Map([...offered.peek(), [name, deed]]);
		return () => void (offered.value = new Map([...offered.peek()].filter(([, one]) => one !== deed)));
	}, [
		name,
		isPossible,
		text
	]);
}
/** As people call it. */
function wordOf(name) {
	return sayOr(`do.${name}`, sayOr(name, name));
}
/** Both names of twins. */
function titleOf(chief) {
	return (TWINS.find((some) => some[0] === chief) ?? [chief]).map(wordOf).join(" / ");
}
function buttonOf(name) {
	return [...document.querySelectorAll(`[data-deed="${name}"]`)].find((button) => !button.disabled);
}
/** Everything possible at this moment, each once. */
function possible() {
	const deeds = new Map(offered.peek());
	for (const button of document.querySelectorAll("[data-deed]")) {
		const name = button.dataset["deed"] ?? "";
		if (button.disabled || deeds.has(name)) continue;
		deeds.set(name, {
			name,
			text: wordOf(name),
			group: groupOf(name),
			run: () => button.click()
		});
	}
	return [...deeds.values()];
}
/** Does it, or a twin of it. Whether it was possible. */
function perform(chief) {
	const names = TWINS.find((twins) => twins[0] === chief) ?? [chief];
	for (const name of names) {
		const deed = offered.peek().get(name)?.run ?? (buttonOf(name) && (() => buttonOf(name)?.click()));
		if (deed) return deed(), true;
	}
	return false;
}
var groupOf = (name) => KNOWN[name]?.group ?? (name.startsWith("status") ? "status" : "interaction");
var groupName = (group) => say(`group.${group}`);
// src/desk/keys.ts
/**
* Keys as people and settings write them: `Mod+K` (Ctrl, or ⌘), `Alt+Shift+X`, `?`, `j`, and one after the other: `g o`.
* A printed sign stands for itself: what gives `?` differs from keyboard to keyboard.
*/
var MODIFIERS = /* @__PURE__ */ new Set([
	"Control",
	"Shift",
	"Alt",
	"Meta",
	"AltGraph",
	"CapsLock",
	"Dead",
	"Process",
	"Unidentified"
]);
/** So long the first of two keys is remembered. */
var SEQUENCE_MS = 1500;
var isMac = /Mac|iPhone|iPad/.test(navigator.platform);
/** The keys of one press; undefined: only a modifier, or text being composed. */
function pressed(event) {
	if (MODIFIERS.has(event.key) || event.isComposing) return void 0;
	const isMod = event.ctrlKey || event.metaKey;
	const isSign = event.key.length === 1 && !/\p{L}/u.test(event.key);
	const isPlain = !isMod && !event.altKey && event.key.length === 1;
	const key = event.key === " " ? "Space" : event.key.length === 1 ? isPlain ? event.key.toLowerCase() : event.key.toUpperCase() : event.key;
	const hasShift = event.shiftKey && !(isPlain && isSign);
	return [
		isMod && "Mod",
		event.altKey && "Alt",
		hasShift && "Shift",
		key
	].filter(Boolean).join("+");
}
/** Whether it is one key alone, or two of them: not while typing, and to be switched off. */
var isBare = (keys) => !/(^|\s)(Mod|Alt)\+/.test(keys) && !/^(F\d+|Escape)$/.test(keys);
/** Whether these keys go into what has the focus. */
function isTyping(target) {
	if (!(target instanceof HTMLElement)) return false;
	if (target instanceof HTMLInputElement) return ![
		"checkbox",
		"radio",
		"button",
		"submit"
	].includes(target.type);
	return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
var SHOWN = {
	Mod: isMac ? "⌘" : "Ctrl",
	Alt: isMac ? "⌥" : "Alt",
	Shift: isMac ? "⇧" : "Shift",
	ArrowUp: "↑",
	ArrowDown: "↓"
};
/** As they are shown: one text for each key. */
function shownKeys(keys) {
	return keys.split(" ").map((one) => one.split(/(?<=.)\+/).map((part) => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(" + "));
}
/** One is the other, or its beginning: then one of the two could never be pressed. */
function collide(one, other) {
	return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}
// src/desk/shortcuts.ts
/** Which keys do what: the defaults, and what this agent has changed, kept in this browser for each agent. */
var DEFAULT = {
	keys: {},
	bare: true
};
var owner = O(() => agent.value?.agent);
var wishes = y$1(DEFAULT);
/** While keys are being chosen, none does anything. */
var isChoosing = y$1(false);
x(() => {
	const kept = owner.value ? localStorage.getItem(`ringline.keys.${owner.value}`) : null;
	wishes.value = kept ? {
		...DEFAULT,
		...JSON.parse(kept)
	} : DEFAULT;
});
function keep$1(changed) {
	wishes.value = changed;
	if (owner.peek()) localStorage.setItem(`ringline.keys.${owner.peek()}`, JSON.stringify(changed));
}
/** The keys of a deed; undefined: it has none. Those that are single letters may be switched off. */
function keysOf(name) {
	const keys = wished(chiefOf(name));
	return keys && (wishes.value.bare || !isBare(keys)) ? keys : void 0;
}
/** Whether or not single letters are switched off. */
function wished(chief) {
	const own = wishes.value.keys[chief];
	return own === null ? void 0 : own ?? KNOWN[chief]?.keys;
}
/** Why a deed cannot have these keys. */
function faultOf$1(chief, keys) {
	if (CAREFUL.has(chief) && isBare(keys)) return { why: "bare" };
	const by = CHIEFS.find((other) => other !== chief && collide(wished(other) ?? "\0", keys));
	return by ? {
		why: "taken",
		by
	} : void 0;
}
/** Null: no keys. */
function wish(chief, keys) {
	keep$1({
		...wishes.peek(),
		keys: {
			...wishes.peek().keys,
			[chief]: keys
		}
	});
}
function unwish(chief) {
	const { [chief]: _, ...rest } = wishes.peek().keys;
	keep$1({
		...wishes.peek(),
		keys: rest
	});
}
var wishNothing = () => keep$1(DEFAULT);
var allowBare = (bare) => keep$1({
	...wishes.peek(),
	bare
});
/** For the life of the page. */
function startKeys() {
	let before = "";
	let beforeMs = 0;
	addEventListener("keydown", (event) => {
		const one = pressed(event);
		if (!one || event.defaultPrevented || isChoosing.peek() || !owner.peek()) return;
		const isInDialog = document.querySelector("[role='dialog']") !== null;
		const isHeld = before !== "" && event.timeStamp - beforeMs < 1500;
		const keys = isHeld ? `${before} ${one}` : one;
		before = "";
		if (isBare(keys) && (isTyping(event.target) || isInDialog)) return;
		const chief = CHIEFS.find((name) => keysOf(name) === keys);
		if (chief && !event.repeat && perform(chief)) return event.preventDefault();
		if (!isHeld && CHIEFS.some((name) => keysOf(name)?.startsWith(`${one} `))) [before, beforeMs] = [one, event.timeStamp];
	});
}
// src/desk/keys_help.tsx
/** What the keys do, all on one page. */
/** Which page about keys is open. */
var keysPage = y$1(void 0);
/** Keys as caps, one after the other. */
function Keys({ keys }) {
	return /* @__PURE__ */ a("span", {
		class: "keys",
		children: shownKeys(keys).map((one, index) => /* @__PURE__ */ a("kbd", { children: one }, index))
	});
}
function KeysHelp() {
	if (keysPage.value !== "help") return null;
	return /* @__PURE__ */ a(Dialog, {
		title: say("keys.title"),
		close: () => keysPage.value = void 0,
		children: [/* @__PURE__ */ a("div", {
			class: "keys-help",
			tabIndex: 0,
			role: "region",
			"aria-label": say("keys.title"),
			children: [GROUPS.map((group) => {
				const names = CHIEFS.filter((name) => KNOWN[name]?.group === group && keysOf(name));
				return names.length > 0 && /* @__PURE__ */ a("section", { children: [/* @__PURE__ */ a("h3", { children: groupName(group) }), /* @__PURE__ */ a("dl", { children: names.map((name) => [/* @__PURE__ */ a("dt", { children: titleOf(name) }, `${name} what`), /* @__PURE__ */ a("dd", { children: /* @__PURE__ */ a(Keys, { keys: keysOf(name) ?? "" }) }, name)]) })] }, group);
			}), /* @__PURE__ */ a("section", { children: [/* @__PURE__ */ a("h3", { children: say("keys.always") }), /* @__PURE__ */ a("dl", { children: [
				/* @__PURE__ */ a("dt", { children: say("keys.send") }),
				/* @__PURE__ */ a("dd", { children: /* @__PURE__ */ a(Keys, { keys: "Mod+Enter" }) }),
				/* @__PURE__ */ a("dt", { children: say("keys.rows") }),
				/* @__PURE__ */ a("dd", { children: /* @__PURE__ */ a(Keys, { keys: "ArrowUp ArrowDown" }) }),
				/* @__PURE__ */ a("dt", { children: say("keys.close") }),
				/* @__PURE__ */ a("dd", { children: /* @__PURE__ */ a(Keys, { keys: "Escape" }) })
			] })] })]
		}), /* @__PURE__ */ a("button", {
			type: "button",
			onClick: () => keysPage.value = "settings",
			children: say("keys.change")
		})]
	});
}
// src/desk/keys_settings.tsx
/** Choosing keys: press them, or have none. What collides is told before it is taken. */
function KeysSettings() {
	if (keysPage.value !== "settings") return null;
	return /* @__PURE__ */ a(Dialog, {
		title: say("keys.settings"),
		close: () => keysPage.value = void 0,
		children: [
			/* @__PURE__ */ a("label", {
				class: "row",
				children: [say("keys.bare"), /* @__PURE__ */ a("input", {
					type: "checkbox",
					checked: wishes.value.bare,
					onChange: (event) => allowBare(event.currentTarget.checked)
				})]
			}),
			/* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("keys.kept")
			}),
			/* @__PURE__ */ a("div", {
				class: "keys-settings",
				children: GROUPS.map((group) => /* @__PURE__ */ a("section", { children: [/* @__PURE__ */ a("h3", { children: groupName(group) }), /* @__PURE__ */ a("ul", { children: CHIEFS.filter((name) => KNOWN[name]?.group === group).map((name) => /* @__PURE__ */ a(One, { name }, name)) })] }, group))
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				disabled: Object.keys(wishes.value.keys).length === 0 && wishes.value.bare,
				onClick: wishNothing,
				children: say("keys.reset_all")
			})
		]
	});
}
function One({ name }) {
	const [isAsking, setAsking] = d$2(false);
	const [fault, setFault] = d$2(void 0);
	const keys = wished(name);
	const title = titleOf(name);
	const take = (chosen) => {
		setAsking(false);
		const found = faultOf$1(name, chosen);
		setFault(found && {
			...found,
			keys: chosen
		});
		if (!found) wish(name, chosen);
	};
	const isOwn = name in wishes.value.keys;
	return /* @__PURE__ */ a("li", { children: [
		/* @__PURE__ */ a("span", {
			class: "what",
			children: title
		}),
		/* @__PURE__ */ a("button", {
			type: "button",
			class: "chosen-keys",
			"aria-label": say("keys.choose", { title }),
			onClick: () => (setFault(void 0), setAsking(true)),
			children: isAsking ? /* @__PURE__ */ a(Asking, {
				take,
				stop: () => setAsking(false)
			}) : keys ? /* @__PURE__ */ a(Keys, { keys }) : say("keys.none")
		}),
		/* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			disabled: !keys,
			"aria-label": say("keys.remove", { title }),
			title: say("keys.remove", { title }),
			onClick: () => wish(name, null),
			children: "×"
		}),
		/* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			disabled: !isOwn,
			"aria-label": say("keys.reset", { title }),
			title: say("keys.reset", { title }),
			onClick: () => (setFault(void 0), unwish(name)),
			children: "↺"
		}),
		fault && /* @__PURE__ */ a("p", {
			class: "problem",
			role: "alert",
			children: [
				/* @__PURE__ */ a(Keys, { keys: fault.keys }),
				" ",
				fault.why === "taken" ? say("keys.taken", { title: titleOf(fault.by) }) : say("keys.too_easy")
			]
		})
	] });
}
/** Waits for keys: one, or two in a row when the first is one alone. Escape and Tab are never taken. */
function Asking({ take, stop }) {
	const [first, setFirst] = d$2("");
	F$1(() => {
		isChoosing.value = true;
		return () => void (isChoosing.value = false);
	}, []);
	F$1(() => {
		const key = (event) => {
			const one = pressed(event);
			if (!one) return;
			event.preventDefault();
			event.stopPropagation();
			if (one === "Escape" || one === "Tab") stop();
			else if (first) take(`${first} ${one}`);
			else if (one.length === 1) setFirst(one);
			else take(one);
		};
		addEventListener("keydown", key, true);
		const timer = first ? setTimeout(() => take(first), SEQUENCE_MS) : void 0;
		return () => (removeEventListener("keydown", key, true), clearTimeout(timer));
	}, [first]);
	return /* @__PURE__ */ a("span", {
		role: "status",
		children: [
			first && /* @__PURE__ */ a(Keys, { keys: first }),
			" ",
			say("keys.press")
		]
	});
}
// src/desk/filter_choices.tsx
var CHANNELS = [
	"messaging",
	"voice",
	"video",
	"email",
	"work_item"
];
function Filters({ list }) {
	const filter = filters[list].value;
	const count = countOf(filter);
	return /* @__PURE__ */ a("div", {
		class: "filters",
		role: "search",
		"aria-label": say(list === "all" ? "lists.all_long" : "lists.open_long"),
		children: [
			/* @__PURE__ */ a("div", {
				class: "sought",
				children: [/* @__PURE__ */ a(Sought, {
					list,
					filter
				}), list === "all" && /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"aria-label": say("rows.refresh"),
					title: say("rows.refresh"),
					onClick: refresh,
					children: "↻"
				})]
			}),
			list === "all" && /* @__PURE__ */ a(Where, { filter }),
			/* @__PURE__ */ a("details", {
				class: "more",
				children: [/* @__PURE__ */ a("summary", { children: count > 0 ? say("filter.count", { count }) : say("filter.title") }), /* @__PURE__ */ a("div", {
					class: "choices",
					children: list === "all" ? /* @__PURE__ */ a(AllChoices, { filter }) : /* @__PURE__ */ a(OpenChoices, { filter })
				})]
			}),
			filter.consumer && /* @__PURE__ */ a("button", {
				type: "button",
				class: "chip",
				onClick: () => narrow(list, { consumer: void 0 }),
				children: [
					say("filter.consumer", { name: filter.consumer.name }),
					" ",
					/* @__PURE__ */ a("span", {
						"aria-hidden": "true",
						children: "×"
					})
				]
			}),
			count > 0 && /* @__PURE__ */ a("button", {
				type: "button",
				class: "plain reset",
				onClick: () => reset(list),
				children: say("filter.reset")
			})
		]
	});
}
function Sought({ list, filter }) {
	const label = say(list === "open" ? "find.label_open" : filter.said ? "find.label_said" : "find.label_all");
	return /* @__PURE__ */ a("input", {
		id: `find-${list}`,
		type: "text",
		inputMode: "search",
		autocomplete: "off",
		"aria-label": label,
		placeholder: label,
		value: filter.text,
		maxLength: 200,
		onInput: (event) => narrow(list, { text: event.currentTarget.value }),
		onKeyDown: (event) => {
			if (event.key === "Escape" && filter.text) narrow(list, { text: "" });
			if (event.key === "ArrowDown") document.querySelector(".list li > button[tabindex='0']")?.focus();
		}
	});
}
/** Names and subjects, or what was said. */
function Where({ filter }) {
	const option = (said, word) => /* @__PURE__ */ a("button", {
		type: "button",
		"aria-pressed": filter.said === said,
		onClick: () => narrow("all", { said }),
		children: say(word)
	});
	return /* @__PURE__ */ a("div", {
		class: "either",
		role: "group",
		"aria-label": say("find.in"),
		children: [option(false, "find.in_lines"), option(true, "find.in_said")]
	});
}
function Choice({ list, name, any = "filter.any", options }) {
	return /* @__PURE__ */ a("label", {
		class: "choice",
		children: [/* @__PURE__ */ a("span", { children: say(`filter.${name}`) }), /* @__PURE__ */ a("select", {
			value: filters[list].value[name],
			onChange: (event) => narrow(list, { [name]: event.currentTarget.value }),
			children: [/* @__PURE__ */ a("option", {
				value: "",
				children: say(any)
			}), options.map(([value, text]) => /* @__PURE__ */ a("option", {
				value,
				children: text
			}, value))]
		})]
	});
}
var worded = (kind, words) => words.map((word) => [word, sayOr(`${kind}.${word}`, word)]);
var queues = () => (account.value?.queues ?? []).map(({ queue, name }) => [queue, name]);
var channels = () => CHANNELS.map((one) => [one, channelName(one)]);
function OpenChoices({ filter }) {
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(Choice, {
			list: "open",
			name: "channel",
			options: channels()
		}),
		/* @__PURE__ */ a(Choice, {
			list: "open",
			name: "state",
			options: worded("is", OPEN_STATES)
		}),
		/* @__PURE__ */ a(Choice, {
			list: "open",
			name: "queue",
			options: queues()
		}),
		/* @__PURE__ */ a("label", {
			class: "choice",
			children: [/* @__PURE__ */ a("span", { children: say("filter.order") }), /* @__PURE__ */ a("select", {
				value: filter.order || "assigned",
				onChange: (event) => narrow("open", { order: event.currentTarget.value }),
				children: worded("order", ORDERS).map(([value, text]) => /* @__PURE__ */ a("option", {
					value,
					children: text
				}, value))
			})]
		})
	] });
}
function AllChoices({ filter }) {
	const day = (name) => /* @__PURE__ */ a("label", {
		class: "choice",
		children: [/* @__PURE__ */ a("span", { children: say(`filter.${name}`) }), /* @__PURE__ */ a("input", {
			type: "date",
			value: filter[name],
			onInput: (event) => narrow("all", { [name]: event.currentTarget.value })
		})]
	});
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(Choice, {
			list: "all",
			name: "channel",
			options: channels()
		}),
		/* @__PURE__ */ a(Choice, {
			list: "all",
			name: "state",
			options: worded("is", ALL_STATES)
		}),
		/* @__PURE__ */ a(Choice, {
			list: "all",
			name: "queue",
			options: queues()
		}),
		/* @__PURE__ */ a(Choice, {
			list: "all",
			name: "agent",
			any: "filter.anybody",
			options: (account.value?.agents ?? []).map(({ agent, name }) => [agent, name])
		}),
		/* @__PURE__ */ a(Choice, {
			list: "all",
			name: "time",
			options: worded("time", TIMES)
		}),
		filter.time === "own" && day("from"),
		filter.time === "own" && day("to")
	] });
}
// src/desk/line.tsx
function Shell({ id, channel, state, name, about, aside, badges, unread = 0, isUnread, tabIndex, open }) {
	const isChosen = chosen.value === id;
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: "line",
		"data-state": state,
		"data-unread": isUnread === true && !isChosen,
		"aria-current": isChosen ? "true" : void 0,
		tabIndex,
		onClick: open,
		children: [
			/* @__PURE__ */ a(ChannelIcon, { channel }),
			/* @__PURE__ */ a("span", {
				class: "name",
				children: name || say("ring.unknown")
			}),
			/* @__PURE__ */ a("span", {
				class: "age",
				children: aside
			}),
			/* @__PURE__ */ a("span", {
				class: "quiet about",
				children: about
			}),
			isUnread && !isChosen && /* @__PURE__ */ a("span", {
				class: "unread",
				role: "img",
				"aria-label": unread > 0 ? say("list.unread", { count: unread }) : say("rows.new"),
				children: unread || "•"
			}),
			/* @__PURE__ */ a("span", {
				class: "badges",
				children: badges
			})
		]
	});
}
/** Of what is assigned to the agent. */
function LegLine({ leg, tabIndex, open }) {
	const told = badge(leg);
	return /* @__PURE__ */ a(Shell, {
		id: leg.interaction,
		channel: leg.channel,
		state: leg.state,
		name: leg.consumer_name,
		about: leg.subject || leg.queue_name,
		aside: /* @__PURE__ */ a("time", { children: age(now.value - leg.started_at_ms) }),
		unread: leg.unread,
		isUnread: leg.unread > 0 || !leg.opened,
		tabIndex,
		open,
		badges: /* @__PURE__ */ a($, { children: [
			/* @__PURE__ */ a(Sla, {
				queue: leg.queue,
				sinceMs: leg.unanswered_since_ms
			}),
			told && /* @__PURE__ */ a("span", {
				class: "badge",
				children: told
			}),
			leg.subject && /* @__PURE__ */ a("span", {
				class: "quiet queue",
				children: leg.queue_name
			})
		] })
	});
}
var YOUNG_MS = 6e4;
var age = (ms) => ms < YOUNG_MS ? say("age.now") : roughly(ms);
function badge(leg) {
	if (leg.needs_disposition) return say("list.needs_disposition");
	if (leg.state === "wrapping") {
		const until = leg.wrap_up?.until_at_ms;
		return until ? `${say("list.wrapping")} ${span(until - now.value)}` : say("list.wrapping");
	}
	if (leg.state === "held") return say("list.held");
	return leg.state === "parked" ? say("list.parked") : void 0;
}
/** Of everything that the agent may see; with what was found in it. */
function FoundLine({ row, tabIndex, open }) {
	const { line, hit } = row;
	const mine = agent.value?.legs.find((leg) => leg.interaction === line.id);
	const isWaiting = line.waiting_since_ms !== null && line.closed_at_ms === null;
	return /* @__PURE__ */ a(Shell, {
		id: line.id,
		channel: line.channel,
		state: line.phase,
		name: line.consumer_name || line.consumer || "",
		about: hit ? /* @__PURE__ */ a(Snippet, {
			text: hit.text,
			spans: hit.offsets
		}) : line.subject || line.preview || queueName(line.queue),
		aside: /* @__PURE__ */ a("time", { children: clockTime(hit?.at_ms ?? line.updated_at_ms, now.peek()) }),
		unread: mine?.unread,
		isUnread: !hit && mine !== void 0 && (mine.unread > 0 || !mine.opened),
		tabIndex,
		open,
		badges: /* @__PURE__ */ a($, { children: [
			/* @__PURE__ */ a("span", {
				class: "badge phase-now",
				"data-phase": line.phase,
				children: standing(line)
			}),
			isWaiting && /* @__PURE__ */ a(Sla, {
				queue: line.queue,
				sinceMs: line.waiting_since_ms
			}),
			line.needs_disposition && /* @__PURE__ */ a("span", {
				class: "badge",
				children: say("list.needs_disposition")
			}),
			/* @__PURE__ */ a("span", {
				class: "quiet queue",
				children: queueName(line.queue)
			})
		] })
	});
}
/** Where it is; and with whom, or how it ended. */
function standing(line) {
	const phase = sayOr(`phase_now.${line.phase}`, line.phase);
	if (line.phase === "closed") return line.closed_reason ? sayOr(`ended_as.${line.closed_reason}`, line.closed_reason) : phase;
	const others = line.agents.filter((one) => one !== agent.value?.agent).map(agentName);
	return others.length > 0 ? `${phase} · ${others.join(", ")}` : phase;
}
var BEFORE = 12;
var LONG = 120;
/** The words around the first hit, with all hits marked. Spans count code points. */
function Snippet({ text, spans }) {
	const points = [...text];
	const start = Math.max(0, (spans[0]?.start ?? 0) - BEFORE);
	const end = Math.min(points.length, start + LONG);
	const piece = (from, to) => points.slice(Math.max(start, from), Math.min(end, to)).join("");
	return /* @__PURE__ */ a($, { children: [
		start > 0 && "… ",
		spans.map((one, index) => [piece(spans[index - 1]?.end ?? 0, one.start), one.start < end && /* @__PURE__ */ a("mark", { children: piece(one.start, one.end) }, one.start)]),
		piece(spans.at(-1)?.end ?? 0, points.length)
	] });
}
// src/desk/rows.tsx
/** Rows beyond the edges, so that scrolling never shows a gap. */
var SPARE = 6;
/** Of a row, until one has been measured. */
var ROW_PX = 72;
var tops = /* @__PURE__ */ new Map();
function Rows({ name, items, keyOf, chosen, row, onEnd, children }) {
	const box = T(null);
	const [height, setHeight] = d$2(ROW_PX);
	const [seen, setSeen] = d$2({
		first: 0,
		count: 30
	});
	const wanted = T(void 0);
	const at = items.findIndex((item) => keyOf(item) === chosen);
	const look = () => {
		const { scrollTop, clientHeight } = box.current ?? {
			scrollTop: 0,
			clientHeight: 0
		};
		if (clientHeight === 0) return;
		tops.set(name, scrollTop);
		const first = Math.max(0, Math.floor(scrollTop / height) - SPARE);
		const count = Math.ceil(clientHeight / height) + 12;
		if (first !== seen.first || count !== seen.count) setSeen({
			first,
			count
		});
		if (first + count >= items.length) onEnd?.();
	};
	const show = (index) => {
		const scroller = box.current;
		if (!scroller) return;
		const [top, bottom] = [index * height, (index + 1) * height];
		if (top < scroller.scrollTop) scroller.scrollTop = top;
		else if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight;
	};
	F$1(() => {
		if (box.current) box.current.scrollTop = tops.get(name) ?? 0;
		const watch = new ResizeObserver(look);
		if (box.current) watch.observe(box.current);
		return () => watch.disconnect();
	}, [name]);
	F$1(() => {
		const real = box.current?.querySelector("li")?.offsetHeight;
		if (real && real !== height) setHeight(real);
		look();
	});
	F$1(() => {
		if (at >= 0) show(at);
	}, [
		chosen,
		at >= 0,
		height
	]);
	F$1(() => {
		if (wanted.current === void 0) return;
		const button = box.current?.querySelector(`li[data-place="${wanted.current}"] > button`);
		if (button) [wanted.current] = [void 0, button.focus({ preventScroll: true })];
	});
	const step = (event) => {
		const place = Number(event.target.closest("li")?.dataset["place"]);
		const to = {
			ArrowDown: place + 1,
			ArrowUp: place - 1,
			Home: 0,
			End: items.length - 1
		}[event.key];
		if (to === void 0 || Number.isNaN(to) || to < 0 || to >= items.length) return;
		event.preventDefault();
		wanted.current = to;
		show(to);
		setSeen((now) => ({ ...now }));
	};
	const shown = items.slice(seen.first, seen.first + seen.count);
	const tabbed = at >= seen.first && at < seen.first + seen.count ? at : seen.first;
	return /* @__PURE__ */ a("div", {
		class: "rows",
		ref: box,
		onScroll: look,
		onKeyDown: step,
		children: [/* @__PURE__ */ a("ul", {
			style: { height: `${items.length * height}px` },
			children: shown.map((item, index) => /* @__PURE__ */ a("li", {
				"data-place": seen.first + index,
				"aria-setsize": items.length,
				"aria-posinset": seen.first + index + 1,
				style: { transform: `translateY(${(seen.first + index) * height}px)` },
				children: row(item, seen.first + index === tabbed ? 0 : -1)
			}, keyOf(item)))
		}), children]
	});
}
// src/desk/list.tsx
/** The lists: what is assigned to the agent and not closed, and everything that they may see. */
function List() {
	const list = which.value;
	const choice = (one) => /* @__PURE__ */ a("button", {
		type: "button",
		"aria-pressed": list === one,
		onClick: () => which.value = one,
		children: [
			say(`lists.${one}`),
			" ",
			one === "open" && /* @__PURE__ */ a("span", {
				class: "count",
				children: legs.value.length
			})
		]
	});
	return /* @__PURE__ */ a("nav", {
		class: "list",
		"aria-label": say("lists.label"),
		children: [
			/* @__PURE__ */ a("h2", {
				class: "sr",
				children: say(`lists.${list}_long`)
			}),
			/* @__PURE__ */ a("div", {
				class: "tabs",
				role: "group",
				"aria-label": say("lists.label"),
				children: [choice("open"), choice("all")]
			}),
			/* @__PURE__ */ a("div", {
				class: "listed",
				children: [/* @__PURE__ */ a(Filters, { list }, list), list === "open" ? /* @__PURE__ */ a(Open$2, {}) : /* @__PURE__ */ a(All, {})]
			})
		]
	});
}
var ordered = O(() => {
	const filter = filters.open.value;
	const shown = legs.value.filter((leg) => matches(leg, filter));
	if (filter.order === "word") return shown.sort((a, b) => b.last_word_at_ms - a.last_word_at_ms);
	if (filter.order === "urgent") return shown.sort((a, b) => urgency(a) - urgency(b));
	return shown;
});
/** What is late first, then what will be; what nobody waits for last. By what was promised, so that it stays in place. */
function urgency(leg) {
	const left = leftMs(leg.queue, leg.unanswered_since_ms);
	return left === void 0 ? Infinity : left + now.peek();
}
/** The rows of the list that is shown, in order: what J and K walk through. */
var walked = O(() => which.value === "open" ? ordered.value.map((leg) => leg.interaction) : found.value.rows.map(({ line }) => line.id));
function Open$2() {
	const filter = filters.open.value;
	const isNarrowed = countOf(filter) > 0 || filter.text.trim() !== "";
	if (ordered.value.length === 0) {
		const isReady = agent.value?.status?.status === "ready";
		return /* @__PURE__ */ a("p", {
			class: "empty",
			children: say(isNarrowed ? "rows.none_filtered" : isReady ? "list.empty_ready" : "list.empty_not_ready")
		});
	}
	return /* @__PURE__ */ a(Rows, {
		name: "open",
		items: ordered.value,
		keyOf: (leg) => leg.leg,
		chosen: ordered.value.find((leg) => leg.interaction === chosen.value)?.leg,
		row: (leg, tabIndex) => /* @__PURE__ */ a(LegLine, {
			leg,
			tabIndex,
			open: () => goTo({ interaction: leg.interaction })
		})
	});
}
function All() {
	const { rows, state } = found.value;
	const filter = filters.all.value;
	const isNarrowed = countOf(filter) > 0 || filter.text.trim() !== "";
	const { interaction, at } = place.value;
	const here = (row) => row.line.id === interaction && (!row.hit || row.hit.segment === at);
	const current = rows.find(here);
	const told = state === "loading" && rows.length === 0 ? say("rows.loading") : isSaid(filter) && rows.length > 0 ? say("rows.hits") : "";
	const open = ({ line, hit }) => goTo(hit ? {
		interaction: line.id,
		find: filter.text.trim(),
		at: hit.segment
	} : { interaction: line.id });
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a("p", {
			class: "quiet about-list",
			role: "status",
			hidden: !told,
			children: told
		}),
		rows.length === 0 && state === "done" && /* @__PURE__ */ a("p", {
			class: "empty",
			children: say(isNarrowed ? "rows.none_filtered" : "rows.none_all")
		}),
		/* @__PURE__ */ a(Rows, {
			name: "all",
			items: rows,
			keyOf,
			chosen: current && keyOf(current),
			row: (row, tabIndex) => /* @__PURE__ */ a(FoundLine, {
				row,
				tabIndex,
				open: () => open(row)
			}),
			onEnd: rows.length > 0 ? more : void 0,
			children: [state === "failed" && /* @__PURE__ */ a("p", {
				class: "empty",
				role: "alert",
				children: [
					say("rows.failed"),
					" ",
					/* @__PURE__ */ a("button", {
						type: "button",
						onClick: rows.length > 0 ? again : refresh,
						children: say("rows.again")
					})
				]
			}), state === "more" && rows.length === 0 && /* @__PURE__ */ a("p", {
				class: "empty",
				children: [
					say("rows.none_filtered"),
					" ",
					/* @__PURE__ */ a("button", {
						type: "button",
						onClick: more,
						children: say("rows.go_on")
					})
				]
			})]
		})
	] });
}
// src/desk/palette.tsx
/** Everything that can be done now, and everywhere one can go, found by a few letters. */
var isPaletteOpen = y$1(false);
var SHOWN_MAX = 50;
/** For those who do not know the keys yet. */
function PaletteButton() {
	const keys = keysOf("palette.open");
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: "commands",
		onClick: () => isPaletteOpen.value = true,
		children: [
			/* @__PURE__ */ a("span", { children: say("menu.commands") }),
			" ",
			keys && /* @__PURE__ */ a(Keys, { keys })
		]
	});
}
function Palette() {
	return isPaletteOpen.value ? /* @__PURE__ */ a(Open$1, { close: () => isPaletteOpen.value = false }) : null;
}
var ofDeed = (deed) => ({
	id: deed.name,
	text: deed.text,
	group: groupName(deed.group),
	keys: keysOf(deed.name),
	run: deed.run
});
/** By group, then as the table of deeds has them, then whatever came: not by which part of the page was there first. */
function placeOf({ group, name }) {
	const known = Object.keys(KNOWN);
	const place = known.indexOf(name);
	return GROUPS.indexOf(group) * (known.length + 1) + (place < 0 ? known.length : place);
}
/** The deeds of this moment, then the agent's own interactions. */
function items() {
	const deeds = possible().filter((deed) => deed.name !== "palette.open").sort((a, b) => placeOf(a) - placeOf(b));
	const mine = legs.peek().map((leg) => ({
		id: leg.leg,
		text: [leg.consumer_name || say("ring.unknown"), leg.subject].filter(Boolean).join(" · "),
		group: say("lists.open_long"),
		run: () => goTo({ interaction: leg.interaction })
	}));
	return [...deeds.map(ofDeed), ...mine];
}
/** Every word somewhere; those that begin with it first. */
function matching$2(all, sought) {
	const words = folded$2(sought).split(/\s+/).filter(Boolean);
	const found = all.map((item) => ({
		item,
		text: folded$2(`${item.text} ${item.group}`)
	})).filter(({ text }) => words.every((word) => text.includes(word)));
	const rank = (text) => words[0] && text.startsWith(words[0]) ? 0 : 1;
	return found.sort((a, b) => rank(a.text) - rank(b.text)).map(({ item }) => item).slice(0, SHOWN_MAX);
}
function Open$1({ close }) {
	const id = P();
	const all = w$2(items, [offering()]);
	const [sought, setSought] = d$2("");
	const [at, setAt] = d$2(0);
	const list = T(null);
	const found = matching$2(all, sought);
	const place = Math.min(at, found.length - 1);
	F$1(() => list.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" }), [place, sought]);
	const choose = (item) => {
		if (!item) return;
		close();
		requestAnimationFrame(item.run);
	};
	/** By what is in the box now: who types and presses Enter at once has not seen the list change. */
	const enter = (typed) => choose(typed === sought ? found[place] : matching$2(all, typed)[0]);
	const key = (event) => {
		const by = {
			ArrowDown: 1,
			ArrowUp: -1
		}[event.key];
		if (by && found.length > 0) setAt((place + by + found.length) % found.length);
		if (event.key === "Enter") enter(event.currentTarget.value);
		if (by || event.key === "Enter") event.preventDefault();
	};
	return /* @__PURE__ */ a(Dialog, {
		title: say("palette.title"),
		close,
		children: /* @__PURE__ */ a("div", {
			class: "palette",
			children: [
				/* @__PURE__ */ a("input", {
					"data-first": true,
					type: "text",
					role: "combobox",
					"aria-expanded": "true",
					"aria-controls": `${id}-list`,
					"aria-activedescendant": found[place] && `${id}-${place}`,
					"aria-label": say("palette.label"),
					placeholder: say("palette.label"),
					autocomplete: "off",
					value: sought,
					onInput: (event) => (setSought(event.currentTarget.value), setAt(0)),
					onKeyDown: key
				}),
				/* @__PURE__ */ a("ul", {
					role: "listbox",
					id: `${id}-list`,
					"aria-label": say("palette.title"),
					ref: list,
					children: found.map((item, index) => /* @__PURE__ */ a("li", {
						role: "option",
						id: `${id}-${index}`,
						"aria-selected": index === place,
						onClick: () => choose(item),
						children: [
							/* @__PURE__ */ a("span", {
								class: "what",
								children: item.text
							}),
							/* @__PURE__ */ a("span", {
								class: "quiet",
								children: item.group
							}),
							item.keys && /* @__PURE__ */ a(Keys, { keys: item.keys })
						]
					}, item.id))
				}),
				found.length === 0 && /* @__PURE__ */ a("p", {
					class: "quiet",
					role: "status",
					children: say("palette.none")
				})
			]
		})
	});
}
// src/desk/menu.tsx
function Menu({ label, name, children }) {
	const box = T(null);
	A$1(() => {
		const close = (isAway) => {
			if (isAway && box.current) box.current.open = false;
		};
		const click = ({ target }) => close(!box.current?.contains(target) || target.closest(".option") !== null);
		const key = ({ key: pressed }) => {
			if (pressed !== "Escape" || !box.current?.open) return;
			close(true);
			box.current.querySelector("summary")?.focus();
		};
		addEventListener("click", click);
		addEventListener("keydown", key);
		return () => (removeEventListener("click", click), removeEventListener("keydown", key));
	}, []);
	return /* @__PURE__ */ a("details", {
		class: "menu",
		ref: box,
		children: [/* @__PURE__ */ a("summary", {
			"aria-label": name,
			children: label
		}), /* @__PURE__ */ a("div", {
			class: "panel",
			children
		})]
	});
}
// src/desk/status.tsx
function Status() {
	const view = agent.value;
	if (!view) return null;
	const { status, state } = view;
	const word = status?.status ?? "offline";
	const reason = status?.reason ? ` · ${sayOr(`reason.${status.reason}`, status.reason)}` : "";
	const next = status?.next_status;
	const since = state?.since_at_ms ?? status?.since_at_ms;
	return /* @__PURE__ */ a("div", {
		class: "status",
		"data-state": state?.state ?? word,
		children: [/* @__PURE__ */ a(Menu, {
			name: `${say("status.choose")}: ${say(`status.${word}`)}${reason}`,
			label: /* @__PURE__ */ a($, { children: [
				/* @__PURE__ */ a("span", {
					class: "dot",
					"aria-hidden": "true"
				}),
				" ",
				say(`status.${word}`),
				reason,
				next && /* @__PURE__ */ a("em", { children: [" ", say("status.next", { status: say(`status.${next.status}`) })] })
			] }),
			children: /* @__PURE__ */ a(Choices, {})
		}), /* @__PURE__ */ a("span", {
			class: "quiet state",
			children: [
				say(`state.${state?.state ?? "offline"}`),
				since !== void 0 && /* @__PURE__ */ a($, { children: [" · ", span(now.value - since)] }),
				state && /* @__PURE__ */ a($, { children: [" · ", say("state.capacity", {
					used: state.units_used,
					units: state.units
				})] })
			]
		})]
	});
}
/** As the agent chose. What cannot be now, because of live work, comes after it. */
function setStatus(status, reason) {
	if (status === "ready") askToNotify();
	attempt((current) => current.ask("agent.set_status", {
		status,
		reason
	}));
}
function Choices() {
	const reasons = account.value?.status_reasons ?? [];
	const view = agent.value;
	const isNow = (status, reason) => view?.status?.status === status && view.status.reason === reason;
	const option = (status, text, reason) => /* @__PURE__ */ a("button", {
		type: "button",
		class: "option",
		"data-status": status,
		"aria-pressed": isNow(status, reason),
		onClick: () => setStatus(status, reason),
		children: [
			/* @__PURE__ */ a("span", {
				class: "dot",
				"aria-hidden": "true"
			}),
			" ",
			text
		]
	});
	return /* @__PURE__ */ a($, { children: [
		view?.status && /* @__PURE__ */ a("p", {
			class: "quiet",
			children: [
				say(`status.${view.status.status}`),
				" ",
				say("status.since", { span: span(now.value - view.status.since_at_ms) })
			]
		}),
		option("ready", say("status.ready")),
		option("not_ready", say("status.not_ready")),
		reasons.map((reason) => option("not_ready", `${say("status.not_ready")} · ${sayOr(`reason.${reason}`, reason)}`, reason)),
		option("offline", say("status.offline"))
	] });
}
// src/desk/doing.tsx
/** What can be done wherever one is: going to lists and tabs, walking through rows, choosing a status; and the pages above. */
function Doing() {
	useDesk();
	useLists();
	useAbout();
	return /* @__PURE__ */ a($, { children: [
		/* @__PURE__ */ a(Statuses, {}),
		/* @__PURE__ */ a(Palette, {}),
		/* @__PURE__ */ a(KeysHelp, {}),
		/* @__PURE__ */ a(KeysSettings, {})
	] });
}
function useDesk() {
	useDeed("palette.open", () => isPaletteOpen.value = !isPaletteOpen.value);
	useDeed("keys.help", () => keysPage.value = "help");
	useDeed("keys.settings", () => keysPage.value = "settings");
}
/** When it is there: the next frames draw it. */
function focus(selector, frames = 3) {
	const found = document.querySelector(selector);
	if (found) found.focus();
	else if (frames > 0) requestAnimationFrame(() => focus(selector, frames - 1));
}
function useLists() {
	const show = (list) => {
		which.value = list;
		if (matchMedia("(max-width: 46rem)").matches) choose$1(void 0);
		focus(".rows li > button[tabindex='0']");
	};
	const step = (by) => {
		const rows = walked.value.filter((id, index, all) => all.indexOf(id) === index);
		const at = rows.indexOf(chosen.value ?? "");
		const next = rows[at < 0 ? by > 0 ? 0 : rows.length - 1 : at + by];
		if (next) goTo({ interaction: next });
	};
	useDeed("lists.open_long", () => show("open"));
	useDeed("lists.all_long", () => show("all"));
	useDeed("list.find", () => focus(".list .sought input"));
	useDeed("list.next", () => step(1), walked.value.length > 0);
	useDeed("list.previous", () => step(-1), walked.value.length > 0);
	useDeed("list.back", () => (choose$1(void 0), focus(".rows li > button[tabindex='0']")), chosen.value !== void 0);
}
function useAbout() {
	const isOpen = chosen.value !== void 0;
	const tab = (name, then) => {
		if (matchMedia("(max-width: 46rem)").matches) goTo({
			...place.value,
			about: "1"
		});
		requestAnimationFrame(() => {
			document.getElementById(`tab-${name}`)?.click();
			focus(then);
		});
	};
	useDeed("tab.profile", () => tab("profile", "#tab-profile"), isOpen);
	useDeed("tab.note", () => tab("engagement", "#note"), isOpen);
	useDeed("tab.transcript", () => tab("transcript", "#tab-panel .search input"), isOpen);
}
/** Each reason is a choice of its own in the palette. */
function Statuses() {
	const status = agent.value?.status?.status;
	useDeed("status.set_ready", () => setStatus("ready"), status !== "ready");
	useDeed("status.set_not_ready", () => setStatus("not_ready"), status !== "not_ready");
	useDeed("status.set_offline", () => setStatus("offline"), status !== "offline");
	return /* @__PURE__ */ a($, { children: (account.value?.status_reasons ?? []).map((reason) => /* @__PURE__ */ a(Reason$1, {
		reason,
		set: () => setStatus("not_ready", reason)
	}, reason)) });
}
function Reason$1({ reason, set }) {
	useDeed(`status ${reason}`, set, true, `${say("status.not_ready")} · ${sayOr(`reason.${reason}`, reason)}`);
	return null;
}
// src/desk/ring.tsx
/** What rings: who, from where, what is known, and how long there is to answer. */
function Rings() {
	return /* @__PURE__ */ a("div", {
		class: "rings",
		"aria-live": "assertive",
		"aria-relevant": "additions",
		children: offers.value.filter((offer) => offer.acceptance === "manual").map((offer) => /* @__PURE__ */ a(Ring, { offer }, offer.offer))
	});
}
function Ring({ offer }) {
	const { card } = offer;
	const title = `ring-${offer.offer}`;
	return /* @__PURE__ */ a("section", {
		class: "ring",
		"aria-labelledby": `${title}-kind ${title}`,
		"data-channel": offer.channel,
		children: [
			/* @__PURE__ */ a(Countdown, { offer }),
			/* @__PURE__ */ a("header", { children: [/* @__PURE__ */ a(ChannelIcon, { channel: offer.channel }), /* @__PURE__ */ a("div", { children: [/* @__PURE__ */ a("p", {
				id: `${title}-kind`,
				class: "quiet",
				children: say("ring.title", { channel: channelName(offer.channel) })
			}), /* @__PURE__ */ a("h2", {
				id: title,
				children: nameOf$1(offer)
			})] })] }),
			offer.purpose !== "handle" && card?.hand_over && /* @__PURE__ */ a("p", {
				class: "purpose",
				children: say(`ring.purpose_${offer.purpose}`, { agent: card.hand_over.agent_name })
			}),
			card && /* @__PURE__ */ a(Known, {
				card,
				attempt: offer.attempt
			}),
			/* @__PURE__ */ a(Loudness, {}),
			/* @__PURE__ */ a(Answer, { offer })
		]
	});
}
/** Why it is not heard here, if it is not. */
function Loudness() {
	if (isMuted.value) return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("ring.no_sound")
	});
	if (isPrimary.value) return null;
	return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: [
			say("ring.elsewhere"),
			" ",
			/* @__PURE__ */ a("button", {
				type: "button",
				onClick: ringHere,
				children: say("ring.here")
			})
		]
	});
}
/** By the server's clock. Red in the last five seconds. */
function Countdown({ offer }) {
	const leftMs = Math.max(0, offer.expires_at_ms - now.value);
	const part = offer.ring_ms > 0 ? Math.min(1, leftMs / offer.ring_ms) : 0;
	return /* @__PURE__ */ a("div", {
		class: "countdown",
		"data-late": leftMs < 5e3,
		children: [/* @__PURE__ */ a("div", {
			class: "left",
			style: { width: `${Math.round(part * 1e3) / 10}%` }
		}), /* @__PURE__ */ a("span", {
			class: "sr",
			children: offer.state === "accepting" && say("ring.accepting")
		})]
	});
}
function Known({ card, attempt: attempts }) {
	const { consumer, hand_over: handOver } = card;
	const reachable = [consumer.phone, consumer.email].filter((one) => one && one !== consumer.name);
	const isBare = !card.summary && card.variables.length === 0 && !card.subject && !handOver;
	return /* @__PURE__ */ a("div", {
		class: "known",
		role: "group",
		"aria-label": say("tab.label"),
		tabIndex: 0,
		children: [
			reachable.length > 0 && /* @__PURE__ */ a("p", { children: reachable.join(" · ") }),
			card.subject && /* @__PURE__ */ a("p", {
				class: "subject",
				children: card.subject
			}),
			/* @__PURE__ */ a("dl", {
				class: "facts",
				children: [
					/* @__PURE__ */ a("dt", { children: say("ring.queue") }),
					/* @__PURE__ */ a("dd", { children: card.queue_name }),
					/* @__PURE__ */ a("dt", { children: say("ring.waited") }),
					/* @__PURE__ */ a("dd", { children: span(card.waited_ms) }),
					attempts > 1 && /* @__PURE__ */ a("dt", { children: say("ring.attempt") }),
					attempts > 1 && /* @__PURE__ */ a("dd", { children: attempts })
				]
			}),
			/* @__PURE__ */ a(Variables, { variables: card.variables }),
			/* @__PURE__ */ a(Summary, { summary: card.summary }),
			handOver && /* @__PURE__ */ a(Packet, { left: handOver }),
			isBare && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("ring.nothing")
			})
		]
	});
}
function Answer({ offer }) {
	const [reason, setReason] = d$2("");
	const [wasAsked, setWasAsked] = d$2(false);
	const [isBusy, setBusy] = d$2(false);
	const leftMs = Math.max(0, offer.expires_at_ms - now.value);
	const accept = async () => {
		setBusy(true);
		const isDone = await attempt((current) => current.ask("offer.accept", { offer: offer.offer }));
		if (isDone) wantsToWrite.value = offer.interaction;
		if (isDone) choose$1(offer.interaction);
		setBusy(false);
	};
	const queue = setUp(offer.queue);
	const decline = async () => {
		if (queue?.decline_reason_required && !reason) return setWasAsked(true);
		try {
			await client.value?.ask("offer.decline", {
				offer: offer.offer,
				reason: reason || void 0
			});
		} catch (error) {
			if (error instanceof CommandFailed && error.code === "reason_required") setWasAsked(true);
			else tellFailure(error);
		}
	};
	if (offer.state === "accepting") return /* @__PURE__ */ a("p", {
		role: "status",
		children: say("ring.accepting")
	});
	return /* @__PURE__ */ a("footer", { children: [
		/* @__PURE__ */ a("p", {
			class: "quiet",
			children: say("ring.left", { span: span(leftMs) })
		}),
		/* @__PURE__ */ a(Reason, {
			reasons: queue?.decline_reasons ?? [],
			isRequired: queue?.decline_reason_required ?? false,
			isMissing: wasAsked && !reason,
			reason,
			choose: setReason
		}),
		/* @__PURE__ */ a("div", {
			class: "answers",
			children: [/* @__PURE__ */ a("button", {
				type: "button",
				class: "bad",
				"data-deed": "ring.decline",
				disabled: isBusy,
				onClick: () => void decline(),
				children: say("ring.decline")
			}), /* @__PURE__ */ a("button", {
				type: "button",
				class: "good",
				"data-deed": "ring.accept",
				disabled: isBusy,
				onClick: () => void accept(),
				children: say("ring.accept")
			})]
		})
	] });
}
function Reason({ reasons, isRequired, isMissing, reason, choose: take }) {
	const name = say(isRequired ? "ring.reason_needed" : "ring.reason");
	const about = {
		value: reason,
		"aria-label": name,
		"aria-required": isRequired,
		"aria-invalid": isMissing
	};
	return /* @__PURE__ */ a($, { children: [reasons.length > 0 ? /* @__PURE__ */ a("select", {
		class: "reason",
		...about,
		onChange: (event) => take(event.currentTarget.value),
		children: [/* @__PURE__ */ a("option", {
			value: "",
			children: name
		}), reasons.map((one) => /* @__PURE__ */ a("option", {
			value: one,
			children: sayOr(`decline.${one}`, one)
		}, one))]
	}) : /* @__PURE__ */ a("input", {
		class: "reason",
		placeholder: name,
		maxLength: 200,
		...about,
		onInput: (event) => take(event.currentTarget.value)
	}), isMissing && /* @__PURE__ */ a("p", {
		class: "problem",
		children: say("ring.reason_required")
	})] });
}
// src/desk/theme.ts
/** Light, dark, or as the system; kept on this device. */
var KEPT$4 = "ringline.theme";
var theme = y$1(localStorage.getItem(KEPT$4) ?? "auto");
x(() => {
	localStorage.setItem(KEPT$4, theme.value);
	document.documentElement.dataset["theme"] = theme.value;
});
x(() => {
	document.documentElement.lang = language.value;
});
// src/desk/settings.tsx
/** Language, appearance, sound, and the way out. */
function Settings() {
	return /* @__PURE__ */ a(Menu, {
		label: /* @__PURE__ */ a("span", {
			"aria-hidden": "true",
			children: "⚙"
		}),
		name: say("menu.settings"),
		children: [
			/* @__PURE__ */ a(LanguageChoice, {}),
			/* @__PURE__ */ a("label", {
				class: "row",
				children: [say("menu.theme"), /* @__PURE__ */ a("select", {
					value: theme.value,
					onChange: (event) => theme.value = event.currentTarget.value,
					children: [
						"auto",
						"light",
						"dark"
					].map((one) => /* @__PURE__ */ a("option", {
						value: one,
						children: say(`theme.${one}`)
					}, one))
				})]
			}),
			/* @__PURE__ */ a("label", {
				class: "row",
				children: [say("menu.sound"), /* @__PURE__ */ a("input", {
					type: "checkbox",
					checked: hasSound.value,
					onChange: (event) => hasSound.value = event.currentTarget.checked
				})]
			}),
			/* @__PURE__ */ a("label", {
				class: "row",
				children: [say("menu.notifications"), /* @__PURE__ */ a("input", {
					type: "checkbox",
					checked: hasNotifications.value,
					onChange: (event) => (hasNotifications.value = event.currentTarget.checked, askToNotify())
				})]
			}),
			hasNotifications.value && isBlocked() && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("menu.notifications_blocked")
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				class: "option",
				onClick: () => keysPage.value = "settings",
				children: say("menu.keys")
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				onClick: signOut,
				children: say("menu.signout")
			})
		]
	});
}
function LanguageChoice() {
	return /* @__PURE__ */ a("label", {
		class: "row",
		children: [say("menu.language"), /* @__PURE__ */ a("select", {
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
	});
}
// src/desk/signin.tsx
/** Signing in with a token. */
function SignIn() {
	const box = T(null);
	const isBusy = client.value !== void 0;
	const isLost = isBusy && connection.value.state === "lost";
	const go = (event) => {
		event.preventDefault();
		const token = box.current?.value.trim();
		if (token) signInWith(token);
	};
	return /* @__PURE__ */ a("main", {
		class: "signin",
		children: /* @__PURE__ */ a("form", {
			class: "card",
			onSubmit: go,
			children: [
				/* @__PURE__ */ a("h1", {
					class: "brand",
					children: [/* @__PURE__ */ a("span", {
						class: "mark",
						"aria-hidden": "true"
					}), " Ringline"]
				}),
				/* @__PURE__ */ a("h2", { children: say("signin.title") }),
				signInProblem.value && /* @__PURE__ */ a("p", {
					class: "problem",
					role: "alert",
					children: say(signInProblem.value)
				}),
				isBusy ? /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("p", {
					role: "status",
					children: say(isLost ? "link.lost_now" : "signin.busy")
				}), /* @__PURE__ */ a("button", {
					type: "button",
					onClick: signOut,
					children: say("action.cancel")
				})] }) : /* @__PURE__ */ a($, { children: [
					/* @__PURE__ */ a("label", {
						for: "token",
						children: say("signin.token")
					}),
					/* @__PURE__ */ a("textarea", {
						id: "token",
						ref: box,
						rows: 4,
						required: true,
						autocomplete: "off",
						spellcheck: false,
						"aria-describedby": "token-help"
					}),
					/* @__PURE__ */ a("p", {
						id: "token-help",
						class: "quiet",
						children: say("signin.help")
					}),
					/* @__PURE__ */ a("button", {
						class: "primary",
						type: "submit",
						children: say("signin.go")
					})
				] }),
				/* @__PURE__ */ a(LanguageChoice, {})
			]
		})
	});
}
// src/desk/canned.ts
/** Canned answers of a queue: found by their shortcut or title, and filled in with who writes to whom. */
var FOUND_MAX = 8;
var PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
var SLASH = /(^|\s)\/([\p{L}\p{N}_-]*)$/u;
var known$1 = y$1({});
/** Those of a queue; read again with every connection, because a configuration changes. */
function useCanned(queue) {
	A$1(() => {
		if (connection.value.state !== "live") return;
		client.value?.ask("canned.read", { queue }).then(({ answers }) => known$1.value = {
			...known$1.value,
			[queue]: answers
		}, () => void 0);
	}, [queue, connection.value.state]);
	return known$1.value[queue] ?? [];
}
/** What is typed behind a slash that stands before the caret; nothing, when there is none. */
function soughtBy(text, caret) {
	return SLASH.exec(text.slice(0, caret))?.[2];
}
/** The text with the slash and what follows it replaced, and where the caret is then. */
function replaced(text, caret, answer) {
	const sought = soughtBy(text, caret);
	const from = sought === void 0 ? caret : caret - sought.length - 1;
	return {
		text: text.slice(0, from) + answer + text.slice(caret),
		caret: from + answer.length
	};
}
/** The ones that begin so come first, then those that hold it; the reader's own language before others. */
function matching$1(answers, sought) {
	const wanted = folded$1(sought);
	const rank = ({ shortcut, title, language: spoken }) => {
		return (folded$1(shortcut).startsWith(wanted) ? 0 : `${folded$1(shortcut)} ${folded$1(title)}`.includes(wanted) ? 2 : 9) + (spoken === "" || spoken.startsWith(language.value) ? 0 : 1);
	};
	return answers.filter((one) => rank(one) < 9).sort((a, b) => rank(a) - rank(b)).slice(0, FOUND_MAX);
}
var folded$1 = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
/** What is known takes the place of its placeholder; what is not stays, to be seen. */
function filled(text, view) {
	return text.replaceAll(PLACEHOLDER, (whole, name) => fact(name, view) || whole);
}
/** Placeholders that are still there. */
var unfilled = (text) => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? "");
var VARIABLE = "variable.";
function fact(name, { consumer, subject, interaction, queue_name, variables }) {
	if (name.startsWith(VARIABLE)) {
		const variable = variables.find((one) => one.name === name.slice(9));
		return variable && !variable.masked ? String(variable.value) : void 0;
	}
	const me = agent.peek()?.name ?? "";
	return {
		"consumer.name": consumer.name,
		"consumer.first_name": firstName(consumer.name),
		"consumer.phone": consumer.phone,
		"consumer.email": consumer.email,
		"agent.name": me,
		"agent.first_name": firstName(me),
		"queue.name": queue_name,
		"interaction.subject": subject,
		"interaction.id": interaction
	}[name];
}
var firstName = (name) => name.trim().split(/\s+/)[0] ?? "";
// src/desk/answers.tsx
/** The canned answers that match what is typed behind a slash. The focus stays in the text; arrows choose. */
var LIST_ID = "canned-list";
var optionId = (answer) => `canned-${answer.id}`;
function Answers({ view, answers, place, take }) {
	const list = T(null);
	A$1(() => list.current?.children[place]?.scrollIntoView({ block: "nearest" }), [place, answers]);
	return /* @__PURE__ */ a("div", {
		class: "canned",
		children: [/* @__PURE__ */ a("p", {
			class: "quiet",
			role: "status",
			children: say(answers.length > 0 ? "canned.title" : "canned.none")
		}), /* @__PURE__ */ a("ul", {
			role: "listbox",
			tabIndex: 0,
			id: LIST_ID,
			"aria-label": say("canned.title"),
			ref: list,
			children: answers.map((answer, index) => /* @__PURE__ */ a("li", {
				id: optionId(answer),
				role: "option",
				"aria-selected": index === place,
				onMouseDown: (event) => (event.preventDefault(), take(answer)),
				children: [/* @__PURE__ */ a("span", {
					class: "row",
					children: [/* @__PURE__ */ a("strong", {
						lang: answer.language || void 0,
						children: answer.title
					}), /* @__PURE__ */ a("span", {
						class: "quiet",
						children: [
							"/",
							answer.shortcut,
							" ",
							answer.language
						]
					})]
				}), /* @__PURE__ */ a("span", {
					class: "quiet preview",
					lang: answer.language || void 0,
					children: filled(answer.text, view)
				})]
			}, answer.id))
		})]
	});
}
// src/desk/mail/addresses.ts
var NAMED$1 = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/;
var FORM = /^[^\s@<>"(),:;\\[\]]{1,64}@(?=.{1,255}$)[^\s@<>"(),:;\\[\]]+$/u;
/** What stands between two of them; not within quotation marks. */
var BETWEEN = /[,;\n\t]+(?=(?:[^"]*"[^"]*")*[^"]*$)/;
/** The form only: whether somebody is there, the other server says. */
var isAddress = (text) => FORM.test(text) && !text.includes("..") && !text.endsWith(".");
function addressOf(text) {
	const named = NAMED$1.exec(text);
	return named ? {
		address: (named[2] ?? "").trim(),
		name: (named[1] ?? "").trim()
	} : {
		address: text.trim(),
		name: ""
	};
}
var addressesOf = (text) => text.split(BETWEEN).map(addressOf).filter(({ address }) => address !== "");
var isSame = (one, other) => one.address.toLowerCase() === other.address.toLowerCase();
/** Each once, the first of its kind. */
var unique = (all) => all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
var without = (all, others) => all.filter((one) => !others.some((other) => isSame(one, other)));
var nameOf = ({ name, address }) => name || address;
var wholeOf$1 = ({ name, address }) => name ? `${name} <${address}>` : address;
// src/desk/mail/draft.ts
var PREFIXES = /^\s*((re|fwd?|rv|aw|wg|sv|tr|antw)\s*(\[\d+\])?\s*:\s*)+/i;
/** Without "Re:" and its like. */
var topicOf = (subject) => subject.replace(PREFIXES, "").trim();
var prefixed = (prefix, subject) => `${prefix}: ${topicOf(subject)}`.trim();
/** To whom, and about what. `own`: the addresses that are ours, never written to. */
function begun(how, head, own) {
	const nothing = {
		to: [],
		cc: [],
		bcc: [],
		text: "",
		html: "",
		uploads: []
	};
	if (how === "forward") return {
		...nothing,
		subject: prefixed("Fwd", head.subject),
		forwards: head.mail
	};
	const to = unique(without(head.direction === "in" ? [head.sender] : head.to, own));
	const others = how === "reply_all" ? unique(without([...head.direction === "in" ? head.to : [], ...head.cc], [...own, ...to])) : [];
	return {
		...nothing,
		to,
		cc: others,
		subject: prefixed("Re", head.subject),
		replies_to: head.mail
	};
}
/** The first mail of a correspondence. */
var fresh$1 = (to, subject) => ({
	to: [to],
	cc: [],
	bcc: [],
	subject,
	text: "",
	html: "",
	uploads: []
});
/** Whom a reply to all would reach and a reply would not. */
var hasOthers = (head, own) => begun("reply_all", head, own).cc.length > 0;
var plainAddress = ({ address, name }) => ({
	address,
	name
});
var plainUpload = ({ upload, name, type, bytes }) => ({
	upload,
	name,
	type,
	bytes
});
/** Always in the same order: two that say the same are the same text. Nothing: the empty text. */
function keptText(draft) {
	if (!draft) return "";
	return JSON.stringify({
		to: draft.to.map(plainAddress),
		cc: draft.cc.map(plainAddress),
		bcc: draft.bcc.map(plainAddress),
		subject: draft.subject,
		text: draft.text,
		html: draft.html,
		replies_to: draft.replies_to,
		forwards: draft.forwards,
		uploads: draft.uploads.map(plainUpload)
	});
}
var draftOf = (kept) => kept ? JSON.parse(kept) : void 0;
// src/desk/mail/rich_html.ts
/**
* The little HTML that an agent writes: lines, bold, italic, lists, links. Nothing else comes in or goes out.
*
* `<div>` is a line. Read with a reader of our own, because the policy of the page lets nothing parse HTML; unknown tags
* are dropped and their text kept.
*/
var KEPT$3 = {
	b: "strong",
	strong: "strong",
	i: "em",
	em: "em",
	ul: "ul",
	ol: "ol",
	li: "li",
	a: "a",
	div: "div",
	p: "div",
	br: "br"
};
var BLOCKS = /* @__PURE__ */ new Set([
	"div",
	"ul",
	"ol",
	"li"
]);
var LISTS = /* @__PURE__ */ new Set(["ul", "ol"]);
var TOKEN = /<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>|([^<]+)|</gi;
var HREF = /\bhref\s*=\s*"([^"]*)"/i;
var NAMED = {
	amp: "&",
	lt: "<",
	gt: ">",
	quot: "\"",
	nbsp: "\xA0",
	"#39": "'",
	"#x27": "'"
};
/** Only what leads to a page or a mailbox. */
var isLink = (href) => /^(https?:\/\/[^\s/]|mailto:[^\s@]+@)/i.test(href);
var kindOf$1 = (node) => KEPT$3[node.nodeName.toLowerCase()] ?? "";
var isBlock = (node) => BLOCKS.has(kindOf$1(node));
/** What is in the box, as HTML. */
function htmlOf(box) {
	return textOf(box).trim() ? flow(box) : "";
}
/** Runs of text between blocks are lines of their own. */
function flow(parent) {
	let html = "";
	let run = "";
	const close = () => {
		if (run) html += `<div>${run}</div>`;
		run = "";
	};
	for (const node of parent.childNodes) if (isBlock(node)) close(), html += block(node);
	else if (kindOf$1(node) === "br") run ? close() : html += "<div><br></div>";
	else run += inline(node);
	close();
	return html;
}
function block(node) {
	const kind = kindOf$1(node);
	if (LISTS.has(kind)) return `<${kind}>${[...node.childNodes].filter((one) => kindOf$1(one) === "li" || LISTS.has(kindOf$1(one))).map(block).join("")}</${kind}>`;
	if ([...node.childNodes].some(isBlock)) return kind === "li" ? `<li>${flow(node)}</li>` : flow(node);
	return `<${kind}>${[...node.childNodes].map(inline).join("") || "<br>"}</${kind}>`;
}
function inline(node) {
	if (node.nodeType === Node.TEXT_NODE) return escaped(node.textContent ?? "");
	const kind = kindOf$1(node);
	if (kind === "br") return "<br>";
	const inner = [...node.childNodes].map(inline).join("");
	if (!inner || !kind || BLOCKS.has(kind)) return inner;
	if (kind !== "a") return `<${kind}>${inner}</${kind}>`;
	const href = node.getAttribute("href") ?? "";
	return isLink(href) ? `<a href="${escaped(href)}">${inner}</a>` : inner;
}
var ESCAPES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;"
};
var escaped = (text) => text.replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
/** What is in the box, as plain text: a list has its marks, a link its address. */
function textOf(box) {
	return lines(box).join("\n").replaceAll("\xA0", " ");
}
function lines(parent, indent = "") {
	const found = [];
	let run;
	const close = () => {
		if (run !== void 0) found.push(run);
		run = void 0;
	};
	let number = 0;
	for (const node of parent.childNodes) {
		const kind = kindOf$1(node);
		if (kind === "br") run ??= "", close();
		else if (kind === "li") {
			const mark = kindOf$1(parent) === "ol" ? `${number += 1}. ` : "- ";
			const [first = "", ...rest] = lines(node, indent);
			close();
			found.push(`${indent}${mark}${first}`, ...rest.map((line) => `${indent}${" ".repeat(mark.length)}${line}`));
		} else if (isBlock(node)) close(), found.push(...lines(node, indent));
		else run = (run ?? "") + words(node);
	}
	close();
	return found.length > 0 ? found : [""];
}
function words(node) {
	if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
	if (kindOf$1(node) === "br") return "\n";
	const inner = [...node.childNodes].map(words).join("");
	const href = kindOf$1(node) === "a" ? node.getAttribute("href") ?? "" : "";
	return !href || href === inner || href === `mailto:${inner}` ? inner : `${inner} (${href})`;
}
/** The same again, made of elements. */
function fragmentOf(html) {
	const top = document.createDocumentFragment();
	const open = [top];
	for (const [, closing, name = "", rest = "", text] of html.matchAll(TOKEN)) {
		const here = open.at(-1);
		const kind = KEPT$3[name.toLowerCase()];
		if (text !== void 0) here.appendChild(document.createTextNode(plain(text)));
		else if (!kind) continue;
		else if (kind === "br") here.appendChild(document.createElement("br"));
		else if (closing) {
			const at = open.findLastIndex((node) => kindOf$1(node) === kind);
			if (at > 0) open.length = at;
		} else {
			const made = document.createElement(kind);
			const href = plain(HREF.exec(rest)?.[1] ?? "");
			if (kind === "a" && isLink(href)) made.setAttribute("href", href);
			here.appendChild(made);
			open.push(made);
		}
	}
	return top;
}
var plain = (text) => text.replaceAll(/&(#?\w+);/g, (whole, name) => NAMED[name.toLowerCase()] ?? whole);
/** Plain text as the HTML of an agent: each line a line. */
var htmlOfText = (text) => text.split("\n").map((line) => `<div>${escaped(line) || "<br>"}</div>`).join("");
// src/desk/mail/writing.ts
/** Ours, by the queue that they feed. */
var mailboxOf = (queue) => account.value?.mailboxes?.find((one) => one.queue === queue);
/** What nobody here writes to. */
var ownAddresses = () => (account.value?.mailboxes ?? []).flatMap(({ address, aliases }) => [address, ...aliases].map((one) => ({
	address: one,
	name: ""
})));
/** What the server keeps as the text that stands for it here. */
function keptByServer(text, mail) {
	if (!text && !mail) return "";
	const { to = [], cc = [], bcc = [], subject = "", html = "", uploads = [] } = mail ?? {};
	return keptText({
		to,
		cc,
		bcc,
		subject,
		text,
		uploads,
		html: html || (text ? htmlOfText(text) : ""),
		replies_to: mail?.replies_to ?? void 0,
		forwards: mail?.forwards ?? void 0
	});
}
/** For the agent who handles it. */
function mailOf(interaction) {
	const write = async (current, kept, rev) => {
		const { text = "", ...mail } = draftOf(kept) ?? {};
		return (await current.ask("draft.save", {
			interaction,
			text,
			mail: kept ? mail : void 0
		}, { rev })).rev;
	};
	const read = ({ text, mail }) => keptByServer(String(text ?? ""), mail);
	return typed(`mail ${agent.value?.agent} ${interaction}`, write, read);
}
/** Begins, or turns what is begun into that: words and attachments stay. */
function begin(interaction, how, head) {
	const before = draftOf(mailOf(interaction).text.peek());
	const next = begun(how, head, ownAddresses());
	put(interaction, before ? {
		...next,
		text: before.text,
		html: before.html,
		uploads: before.uploads
	} : next);
	wantsToWrite.value = interaction;
}
/** Nobody has written yet; we may. */
var canBegin = ({ queue, consumer }) => mailboxOf(queue) !== void 0 && Boolean(consumer.email);
function beginFresh({ interaction, consumer, subject }) {
	put(interaction, fresh$1({
		address: consumer.email ?? "",
		name: consumer.name
	}, subject));
	wantsToWrite.value = interaction;
}
var put = (interaction, draft) => mailOf(interaction).type(keptText(draft));
var FORMED = /<(strong|em|ul|ol|a)\b/;
/** What is sent. Without any form it is a plain mail. */
function sendable(interaction, draft, withQuote) {
	const { to, cc, bcc, subject, text, html, replies_to, forwards } = draft;
	const uploads = draft.uploads.map(({ upload }) => upload);
	return {
		interaction,
		to,
		cc,
		bcc,
		subject,
		text: text.trim(),
		html: FORMED.test(html) ? html : "",
		replies_to,
		forwards,
		with_quote: withQuote,
		uploads
	};
}
// src/desk/outbox.ts
/**
* Messages on their way: shown at once, kept across a reload and a lost connection, sent again until they arrive.
*
* waiting --reply--> gone          waiting --refused--> failed --retry--> waiting
*    | no answer, no connection: sent again under the same key, so that it arrives once
*/
var KEPT$2 = "ringline.outbox";
var outbox = y$1(JSON.parse(sessionStorage.getItem(KEPT$2) ?? "[]"));
var asked = /* @__PURE__ */ new Set();
function sendMessage(interaction, text, aside = false) {
	const by = agent.value?.agent ?? "";
	const seq = views.peek().interaction(interaction)?.seq;
	outbox.value = [...outbox.value, {
		key: newName("key"),
		agent: by,
		interaction,
		text,
		aside,
		seq,
		hasFailed: false
	}];
}
function sendMail(params, draft) {
	const { interaction, text } = params;
	const by = agent.value?.agent ?? "";
	const seq = views.peek().interaction(interaction)?.seq;
	outbox.value = [...outbox.value, {
		key: newName("key"),
		agent: by,
		interaction,
		text,
		mail: {
			params,
			draft
		},
		seq,
		hasFailed: false
	}];
}
/** Perhaps it works now. What was refused for good needs another key: under its own the refusal would be told again. */
function retry(message) {
	const key = message.isRefused ? newName("key") : message.key;
	const fresh = {
		...message,
		key,
		hasFailed: false,
		isRefused: void 0
	};
	outbox.value = outbox.value.map((one) => one.key === message.key ? fresh : one);
}
function discard(message) {
	outbox.value = outbox.value.filter((one) => one.key !== message.key);
}
async function deliver(message) {
	const { key, interaction, text, aside, mail } = message;
	const current = client.peek();
	if (!current || asked.has(key)) return;
	asked.add(key);
	try {
		if (mail) await current.ask("mail.send", mail.params, { key });
		else await current.ask("message.send", {
			interaction,
			text,
			message: key,
			aside: aside || void 0
		}, { key });
		outbox.value = outbox.value.filter((one) => one.key !== key);
	} catch (error) {
		if (error instanceof SessionOver || error instanceof CommandFailed && error.code === "timeout") return;
		failed(key, error instanceof CommandFailed && error.isSettled);
		if (mail && error instanceof CommandFailed && error.isSettled) return giveBack(message, error);
		tellFailure(error);
	} finally {
		asked.delete(key);
	}
}
/** Nothing was sent and nothing is lost: it is where it was written, unless something else is there by now. */
function giveBack(message, error) {
	const { interaction, mail } = message;
	const writing = mailOf(interaction);
	if (!mail || writing.text.peek()) return tellFailure(error);
	discard(message);
	writing.type(mail.draft);
	toast("mail.not_sent", { reason: failureText(error) }, true);
}
function failed(key, isRefused) {
	outbox.value = outbox.value.map((one) => one.key === key ? {
		...one,
		hasFailed: true,
		isRefused
	} : one);
}
/** For the life of the page. */
function startDelivering() {
	outbox.subscribe((all) => sessionStorage.setItem(KEPT$2, JSON.stringify(all)));
	x(() => {
		if (connection.value.state !== "live") return;
		const mine = outbox.value.filter((one) => one.agent === agent.value?.agent && !one.hasFailed);
		for (const message of mine) deliver(message);
	});
}
// src/desk/typing.ts
/** Who is writing: told to the other side every few seconds, and believed for a few seconds. */
var TELL_MS = 3e3;
var STOPPED_MS = 5e3;
/** What the others are told of the agent's own writing. */
var TypingTold = class {
	interaction;
	toldAtMs = -Infinity;
	timer;
	constructor(interaction) {
		this.interaction = interaction;
	}
	wrote(text) {
		if (!text.trim()) return this.stop();
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.stop(), STOPPED_MS);
		if (performance.now() - this.toldAtMs < TELL_MS) return;
		this.toldAtMs = performance.now();
		this.tell(true);
	}
	stop() {
		clearTimeout(this.timer);
		if (this.toldAtMs === -Infinity) return;
		this.toldAtMs = -Infinity;
		this.tell(false);
	}
	tell(typing) {
		client.peek()?.ask("message.typing", {
			interaction: this.interaction,
			typing
		}).catch(() => void 0);
	}
};
// src/desk/composer.tsx
/** The place to answer. What is typed is kept: here at once, on the server soon after. */
/** Interactions in which the agent writes to colleagues at the moment. */
var aside = y$1(/* @__PURE__ */ new Set());
function Composer({ view, leg }) {
	const { interaction } = view;
	const isConsulted = leg.kind === "consult";
	const isAside = isConsulted || aside.value.has(interaction) && colleagues(view).length > 0;
	const reply = useReply(view, leg, isAside);
	const told = T(new TypingTold(interaction));
	const box = T(null);
	const menu = useCannedMenu(view, leg, reply, box);
	useDeed("thread.focus", () => (goTo({
		...place.value,
		about: void 0
	}), requestAnimationFrame(() => box.current?.focus())));
	A$1(() => {
		if (wantsToWrite.value === interaction) box.current?.focus();
		wantsToWrite.value = void 0;
		return () => told.current.stop();
	}, []);
	const write = (text) => {
		reply.type(text);
		menu.look();
		if (!isAside) told.current.wrote(text);
	};
	const send = () => {
		const text = reply.text.value.trim();
		if (!text) return;
		sendMessage(interaction, text, isAside);
		reply.type("");
		told.current.stop();
	};
	const pressed = (event) => {
		if (menu.pressed(event) || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
		event.preventDefault();
		send();
	};
	const label = isAside ? say("composer.write_aside") : say("thread.write", { name: view.consumer.name || say("role.consumer") });
	return /* @__PURE__ */ a("form", {
		class: "composer",
		"data-aside": isAside,
		onSubmit: (event) => (event.preventDefault(), send()),
		children: [
			!isConsulted && colleagues(view).length > 0 && /* @__PURE__ */ a(To, {
				view,
				isAside
			}),
			menu.isOpen && /* @__PURE__ */ a(Answers, {
				view,
				answers: menu.found,
				place: menu.place,
				take: menu.take
			}),
			/* @__PURE__ */ a("textarea", {
				ref: box,
				"aria-label": label,
				"aria-autocomplete": "list",
				"aria-controls": menu.isOpen ? LIST_ID : void 0,
				"aria-activedescendant": menu.chosen ? optionId(menu.chosen) : void 0,
				placeholder: label,
				rows: 3,
				value: reply.text.value,
				onInput: (event) => write(event.currentTarget.value),
				onKeyDown: pressed,
				onBlur: menu.close
			}),
			/* @__PURE__ */ a(Hints, {
				view,
				leg,
				reply
			}),
			/* @__PURE__ */ a("div", {
				class: "row",
				children: [
					/* @__PURE__ */ a("button", {
						type: "button",
						class: "plain",
						"data-deed": "canned.title",
						"aria-label": say("canned.title"),
						title: say("canned.hint"),
						onClick: menu.open,
						children: "/"
					}),
					/* @__PURE__ */ a("span", {
						class: "quiet",
						children: reply.saving.value === "clean" && reply.text.value ? say("thread.draft_saved") : say("thread.hint")
					}),
					/* @__PURE__ */ a("button", {
						type: "submit",
						class: "primary",
						disabled: !reply.text.value.trim(),
						children: say("thread.send")
					})
				]
			})
		]
	});
}
/** The one draft that the server keeps is that of who handles it; what others write is kept on this device. */
function useReply(view, leg, isAside) {
	const { interaction, draft } = view;
	const isShared = leg.kind === "primary" && !isAside;
	const name = `${isAside ? "aside" : isShared ? "draft" : "reply"} ${agent.value?.agent} ${interaction}`;
	const write = async (current, text, rev) => (await current.ask("draft.save", {
		interaction,
		text
	}, { rev })).rev;
	const reply = typed(name, isShared ? write : void 0);
	A$1(() => {
		if (!isShared) return;
		reply.told(draft?.text ?? "", view.draft_rev);
		const before = typed(`reply ${agent.value?.agent} ${interaction}`);
		if (!before.text.peek() || reply.text.peek()) return;
		reply.type(before.text.peek());
		before.type("");
	}, [view.draft_rev, isShared]);
	return reply;
}
/** To whom: the consumer, or the colleagues alone. */
function To({ view, isAside }) {
	const choose = (isChosen) => {
		const others = [...aside.value].filter((one) => one !== view.interaction);
		aside.value = new Set(isChosen ? [...others, view.interaction] : others);
	};
	return /* @__PURE__ */ a("div", {
		class: "to",
		role: "radiogroup",
		"aria-label": say("composer.to"),
		children: [false, true].map((one) => /* @__PURE__ */ a("label", { children: [/* @__PURE__ */ a("input", {
			type: "radio",
			name: `to-${view.interaction}`,
			checked: isAside === one,
			onChange: () => choose(one)
		}), one ? say("composer.aside") : say("composer.consumer", { name: consumerName(view) })] }, String(one)))
	});
}
function Hints({ view, leg, reply }) {
	const open = unfilled(reply.text.value);
	return /* @__PURE__ */ a($, { children: [open.length > 0 && /* @__PURE__ */ a("p", {
		class: "quiet warn",
		children: say("composer.fill", { names: open.join(", ") })
	}), leg.state === "held" && /* @__PURE__ */ a("p", {
		class: "quiet warn",
		children: say("composer.held", { name: consumerName(view) })
	})] });
}
function useCannedMenu(view, leg, reply, box) {
	const answers = useCanned(leg.queue);
	const [sought, setSought] = d$2(void 0);
	const [place, setPlace] = d$2(0);
	const found = sought === void 0 ? [] : matching$1(answers, sought);
	const isOpen = sought !== void 0 && (found.length > 0 || sought.length < 3);
	const caret = () => box.current?.selectionStart ?? reply.text.peek().length;
	const look = () => (setSought(soughtBy(box.current?.value ?? "", caret())), setPlace(0));
	const close = () => setSought(void 0);
	const put = (text, at) => {
		reply.type(text);
		requestAnimationFrame(() => (box.current?.focus(), box.current?.setSelectionRange(at, at)));
	};
	const take = (answer) => {
		const next = replaced(reply.text.peek(), caret(), filled(answer.text.trim(), view));
		put(next.text, next.caret);
		close();
	};
	const open = () => {
		const [text, at] = [reply.text.peek(), caret()];
		const slash = at > 0 && !/\s/.test(text[at - 1] ?? "") ? " /" : "/";
		put(text.slice(0, at) + slash + text.slice(at), at + slash.length);
		setSought("");
		setPlace(0);
	};
	const pressed = (event) => {
		const chosen = found[place];
		if (!isOpen || event.ctrlKey || event.metaKey) return false;
		if (event.key === "ArrowDown") setPlace((place + 1) % Math.max(1, found.length));
		else if (event.key === "ArrowUp") setPlace((place + found.length - 1) % Math.max(1, found.length));
		else if (event.key === "Escape") close();
		else if ((event.key === "Enter" || event.key === "Tab") && chosen) take(chosen);
		else return false;
		event.preventDefault();
		event.stopPropagation();
		return true;
	};
	return {
		isOpen,
		found,
		place,
		chosen: isOpen ? found[place] : void 0,
		look,
		open,
		close,
		take,
		pressed
	};
}
// src/desk/targets.tsx
/** Whom and where: found by a part of the name, with how they are at this moment; who can answer comes first. */
var ORDER = [
	"ready",
	"occupied",
	"wrap_up",
	"missed",
	"not_ready",
	"offline"
];
function Targets({ view, own, withQueues, picked, pick }) {
	const [text, setText] = d$2("");
	const list = T(null);
	const found = useDirectory(text);
	const here = new Set(view.legs.filter((leg) => leg.state !== "ended" && leg.state !== "wrapping").map((leg) => leg.agent));
	const queues = withQueues ? found?.queues.filter((queue) => queue.channel === view.channel) ?? [] : [];
	const agents = found?.agents.filter((one) => !here.has(one.agent)).sort((a, b) => rank(a) - rank(b)) ?? [];
	const down = (event) => {
		if (event.key !== "ArrowDown") return;
		event.preventDefault();
		list.current?.querySelector("input:checked, input")?.focus();
	};
	const label = say(withQueues ? "handing.find" : "handing.find_agent");
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("input", {
		type: "search",
		"data-first": true,
		value: text,
		"aria-label": label,
		placeholder: label,
		onInput: (event) => setText(event.currentTarget.value),
		onKeyDown: down
	}), /* @__PURE__ */ a("div", {
		class: "targets",
		ref: list,
		role: "group",
		"aria-label": label,
		children: [
			!found && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("handing.looking")
			}),
			found && queues.length + agents.length === 0 && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("handing.none")
			}),
			queues.length > 0 && /* @__PURE__ */ a("h3", { children: say("handing.queues") }),
			queues.map((queue) => /* @__PURE__ */ a(Target, {
				isPicked: picked?.queue === queue.queue,
				pick: () => pick({ queue: queue.queue }),
				state: queue.agents_routable > 0 ? "ready" : "not_ready",
				name: queue.name,
				about: aboutQueue(queue, own)
			}, queue.queue)),
			agents.length > 0 && /* @__PURE__ */ a("h3", { children: say("handing.agents") }),
			agents.map((one) => /* @__PURE__ */ a(Target, {
				isPicked: picked?.agent === one.agent,
				pick: () => pick({ agent: one.agent }),
				state: one.presence === "connected" ? one.state : "offline",
				name: one.name,
				about: aboutAgent(one, view.channel)
			}, one.agent))
		]
	})] });
}
function Target({ name, about, state, isPicked, pick }) {
	return /* @__PURE__ */ a("label", {
		class: "leaf target",
		"data-state": state,
		children: [
			/* @__PURE__ */ a("input", {
				type: "radio",
				name: "target",
				checked: isPicked,
				onChange: pick
			}),
			/* @__PURE__ */ a("span", {
				class: "dot",
				"aria-hidden": "true"
			}),
			/* @__PURE__ */ a("span", {
				class: "name",
				children: name
			}),
			/* @__PURE__ */ a("span", {
				class: "quiet",
				children: about
			})
		]
	});
}
var rank = ({ state, presence }) => presence === "connected" ? ORDER.indexOf(state) : ORDER.length;
function aboutQueue({ queue, waiting, longest_since_ms: since, agents_routable: ready, agents_signed_in: signed }, own) {
	const line = [say("handing.waiting", { count: waiting })];
	if (since) line.push(say("handing.longest", { span: span(now.peek() - since) }));
	const people = say("handing.ready", {
		ready,
		signed
	});
	return [
		queue === own && say("handing.own_queue"),
		line.join(", "),
		people
	].filter(Boolean).join(" · ");
}
function aboutAgent({ status, reason, state, presence, channels }, channel) {
	if (presence !== "connected" && status !== "offline") return say("handing.unreachable");
	const why = state === "not_ready" && reason ? sayOr(`reason.${reason}`, reason) : "";
	const load = channels[channel];
	const use = load && load.max > 0 && status !== "offline" ? say("handing.in_use", {
		used: load.used,
		max: load.max
	}) : "";
	return [
		state === "ready" ? say("status.ready") : sayOr(`state.${state}`, state),
		why,
		use
	].filter(Boolean).join(" · ");
}
// src/desk/handing.tsx
/** Handing an interaction on: transfer, consult, add a colleague, release. To whom, how, and what they should know. */
/** What is being handed on, and how. Anybody may open the dialog. */
var handing = y$1(void 0);
var kept = (interaction) => `ringline.handing.${interaction}`;
function Handing({ view, leg }) {
	const deed = handing.value?.interaction === view.interaction ? handing.value.deed : void 0;
	if (!deed) return null;
	return /* @__PURE__ */ a(Form, {
		deed,
		view,
		leg
	}, deed);
}
function Form({ deed, view, leg }) {
	const { interaction } = view;
	const picked = useSignal(deed === "release" ? { queue: leg.queue } : void 0);
	const isAssured = useSignal(true);
	const [note, setNote] = d$2(localStorage.getItem(kept(interaction)) ?? "");
	const [problem, setProblem] = d$2("");
	const [isBusy, setBusy] = d$2(false);
	const close = () => void (handing.value = void 0);
	const write = (text) => (setNote(text), localStorage.setItem(kept(interaction), text));
	const go = async () => {
		const current = client.value;
		if (!picked.value || !current) return setProblem(say("handing.choose"));
		setBusy(true);
		try {
			await carryOut(current, deed, interaction, picked.value, isAssured.value, note.trim());
			localStorage.removeItem(kept(interaction));
			close();
		} catch (error) {
			if (error instanceof CommandFailed) setProblem(failureText(error));
			else if (!(error instanceof SessionOver)) throw error;
			setBusy(false);
		}
	};
	const name = view.consumer.name || view.subject || say("ring.unknown");
	return /* @__PURE__ */ a(Dialog, {
		title: say(`handing.${deed}`, { name }),
		close,
		children: /* @__PURE__ */ a("form", {
			class: "handing",
			onSubmit: (event) => (event.preventDefault(), void go()),
			children: [
				deed === "release" && /* @__PURE__ */ a("p", {
					class: "quiet",
					children: say("handing.release_help")
				}),
				/* @__PURE__ */ a(Targets, {
					view,
					own: leg.queue,
					withQueues: deed === "transfer" || deed === "release",
					picked: picked.value,
					pick: (one) => picked.value = one
				}),
				deed === "transfer" && /* @__PURE__ */ a(How, {
					isAssured: isAssured.value,
					choose: (one) => isAssured.value = one
				}),
				deed !== "invite" && /* @__PURE__ */ a("label", {
					class: "stack",
					children: [say("handing.note"), /* @__PURE__ */ a("textarea", {
						rows: 3,
						maxLength: 4e3,
						value: note,
						onInput: (event) => write(event.currentTarget.value)
					})]
				}),
				problem && /* @__PURE__ */ a("p", {
					class: "problem",
					role: "alert",
					children: problem
				}),
				/* @__PURE__ */ a("footer", { children: [/* @__PURE__ */ a("button", {
					type: "button",
					onClick: close,
					children: say("action.cancel")
				}), /* @__PURE__ */ a("button", {
					type: "submit",
					class: "primary",
					disabled: isBusy,
					children: say(`deed.${deed}`)
				})] })
			]
		})
	});
}
/** Released to a colleague it leaves at once; if they do not take it, it waits in the queue. */
async function carryOut(current, deed, interaction, to, isAssured, note) {
	if (deed === "invite") await current.ask("conference.invite", {
		interaction,
		agent: to.agent ?? ""
	});
	else if (deed === "release" && to.queue) await current.ask("interaction.release", {
		interaction,
		queue: to.queue,
		note
	});
	else {
		const cold = isAssured && deed !== "release" ? "cold_assured" : "cold_unassured";
		await current.ask("transfer.start", {
			interaction,
			target: to,
			mode: deed === "consult" ? "warm" : cold,
			note
		});
	}
}
function How({ isAssured, choose }) {
	return /* @__PURE__ */ a("fieldset", {
		class: "how",
		children: [/* @__PURE__ */ a("legend", { children: say("handing.how") }), [true, false].map((one) => /* @__PURE__ */ a("label", {
			class: "leaf",
			children: [/* @__PURE__ */ a("input", {
				type: "radio",
				name: "how",
				checked: isAssured === one,
				onChange: () => choose(one)
			}), /* @__PURE__ */ a("span", { children: [
				say(one ? "handing.assured" : "handing.unassured"),
				" ",
				/* @__PURE__ */ a("span", {
					class: "quiet",
					children: say(one ? "handing.assured_help" : "handing.unassured_help")
				})
			] })]
		}, String(one)))]
	});
}
// src/desk/parking.tsx
/** Asynchronous work put aside: until a time, until the consumer replies, or whichever comes first. */
var HOUR_MS = 36e5;
var MORNING = 9;
var PARKED_MS_MAX = 2160 * HOUR_MS;
function Parking({ view, close }) {
	const [choice, setChoice] = d$2("tomorrow");
	const [own, setOwn] = d$2("");
	const [isReply, setReply] = d$2(true);
	const [problem, setProblem] = d$2("");
	const name = consumerName(view);
	const park = async () => {
		const until_at_ms = untilMs(choice, own);
		const isTime = until_at_ms !== void 0 && until_at_ms > now.peek() && until_at_ms - now.peek() <= PARKED_MS_MAX;
		if (choice === "never" ? !isReply : !isTime) return setProblem(say("park.past"));
		if (await attempt((current) => current.ask("interaction.park", {
			interaction: view.interaction,
			until_at_ms,
			until_reply: isReply
		}))) close();
	};
	return /* @__PURE__ */ a(Dialog, {
		title: say("park.title", { name }),
		close,
		children: /* @__PURE__ */ a("form", {
			class: "handing",
			onSubmit: (event) => (event.preventDefault(), void park()),
			children: [
				/* @__PURE__ */ a("p", {
					class: "quiet",
					children: say("park.help")
				}),
				/* @__PURE__ */ a("fieldset", {
					class: "how",
					children: [
						/* @__PURE__ */ a("legend", { children: say("park.time") }),
						[
							"hour",
							"tomorrow",
							"week",
							"own",
							"never"
						].map((one) => /* @__PURE__ */ a("label", {
							class: "leaf",
							children: [
								/* @__PURE__ */ a("input", {
									type: "radio",
									name: "park",
									checked: choice === one,
									"data-first": one === choice ? true : void 0,
									onChange: () => setChoice(one)
								}),
								/* @__PURE__ */ a("span", { children: say(`park.${one}`) }),
								(one === "hour" || one === "week") && /* @__PURE__ */ a("span", {
									class: "quiet",
									children: clockTime(untilMs(one, "") ?? 0, now.peek())
								})
							]
						}, one)),
						choice === "own" && /* @__PURE__ */ a("input", {
							type: "datetime-local",
							"aria-label": say("park.when"),
							value: own,
							onInput: (event) => setOwn(event.currentTarget.value)
						})
					]
				}),
				/* @__PURE__ */ a("label", {
					class: "leaf",
					children: [/* @__PURE__ */ a("input", {
						type: "checkbox",
						checked: isReply,
						onChange: (event) => setReply(event.currentTarget.checked)
					}), /* @__PURE__ */ a("span", { children: say("park.reply", { name }) })]
				}),
				problem && /* @__PURE__ */ a("p", {
					class: "problem",
					role: "alert",
					children: problem
				}),
				/* @__PURE__ */ a("footer", { children: [/* @__PURE__ */ a("button", {
					type: "button",
					onClick: close,
					children: say("action.cancel")
				}), /* @__PURE__ */ a("button", {
					type: "submit",
					class: "primary",
					children: say("deed.park")
				})] })
			]
		})
	});
}
/** In the reader's own time zone; nothing, where it is no time. */
function untilMs(choice, own) {
	if (choice === "never") return void 0;
	if (choice === "hour") return now.peek() + HOUR_MS;
	if (choice === "own") return Number.isNaN(Date.parse(own)) ? void 0 : Date.parse(own);
	const day = new Date(now.peek());
	const days = choice === "tomorrow" ? 1 : (8 - day.getDay()) % 7 || 7;
	day.setDate(day.getDate() + days);
	return day.setHours(MORNING, 0, 0, 0);
}
// src/desk/dispositions.tsx
/** The tree of outcomes: only leaves may be chosen; searched whatever the case and the accents. */
var SEARCHED_MIN = 6;
function useTree(interaction) {
	const [tree, setTree] = d$2(void 0);
	A$1(() => {
		attempt(async () => {
			const answer = await client.value?.ask("disposition.read", { interaction });
			if (!answer) return;
			const roots = answer.dispositions;
			setTree({
				roots,
				leaves: leavesOf(roots),
				isMandatory: answer.mandatory,
				isMultiple: answer.multiple
			});
		});
	}, [interaction]);
	return tree;
}
var leavesOf = (nodes) => nodes.flatMap(({ id, label, children = [] }) => children.length > 0 ? leavesOf(children) : [{
	id,
	label
}]);
/** What matches, with the branches that lead there; a branch that matches keeps all of its leaves. */
function matching(nodes, sought) {
	return nodes.flatMap((node) => {
		if (folded(node.label).includes(sought)) return [node];
		const children = matching(node.children ?? [], sought);
		return children.length > 0 ? [{
			...node,
			children
		}] : [];
	});
}
/** Without case and accents. */
var folded = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
function Dispositions({ interaction, leg, tree, saved }) {
	const [sought, setSought] = d$2("");
	const picked = pickedOf(leg);
	const shown = matching(tree.roots, folded(sought.trim()));
	const pick = (id) => {
		const rest = picked.filter((one) => one !== id);
		save(interaction, leg.leg, !tree.isMultiple ? [id] : rest.length < picked.length ? rest : [...picked, id], saved);
	};
	A$1(() => resend(interaction, leg.leg), [connection.value.state]);
	if (tree.leaves.length === 0) return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("wrapup.none")
	});
	return /* @__PURE__ */ a("fieldset", {
		class: "dispositions",
		children: [
			/* @__PURE__ */ a("legend", { children: [
				say("wrapup.disposition"),
				" ",
				tree.isMandatory && /* @__PURE__ */ a("span", {
					class: "badge",
					children: say("wrapup.mandatory")
				}),
				tree.isMultiple && /* @__PURE__ */ a("span", {
					class: "quiet",
					children: [" ", say("wrapup.several")]
				})
			] }),
			tree.leaves.length >= SEARCHED_MIN && /* @__PURE__ */ a("input", {
				type: "search",
				value: sought,
				"aria-label": say("wrapup.find"),
				placeholder: say("wrapup.find"),
				onInput: (event) => setSought(event.currentTarget.value)
			}),
			shown.length === 0 && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("wrapup.no_hits")
			}),
			/* @__PURE__ */ a(Level, {
				nodes: shown,
				leg: leg.leg,
				isMultiple: tree.isMultiple,
				picked,
				pick
			})
		]
	});
}
/** The leaves of one branch, then the branches below it. */
function Level({ nodes, ...rest }) {
	const branches = nodes.filter(({ children = [] }) => children.length > 0);
	const leaves = nodes.filter(({ children = [] }) => children.length === 0);
	return /* @__PURE__ */ a($, { children: [branches.map(({ id, label, children = [] }) => /* @__PURE__ */ a("div", {
		class: "branch",
		role: "group",
		"aria-label": label,
		children: [/* @__PURE__ */ a("p", {
			class: "quiet",
			children: label
		}), /* @__PURE__ */ a(Level, {
			nodes: children,
			...rest
		})]
	}, id)), leaves.length > 0 && /* @__PURE__ */ a("div", {
		class: "leaves",
		children: leaves.map(({ id, label }) => /* @__PURE__ */ a("label", {
			class: "leaf",
			children: [/* @__PURE__ */ a("input", {
				type: rest.isMultiple ? "checkbox" : "radio",
				name: `disposition-${rest.leg}`,
				checked: rest.picked.includes(id),
				onChange: () => rest.pick(id)
			}), /* @__PURE__ */ a("span", { children: label })]
		}, id))
	})] });
}
var PREFIX = "ringline.picked.";
var pending = y$1(read());
function read() {
	const kept = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
	return Object.fromEntries(kept.map((key) => [key.slice(16), JSON.parse(localStorage.getItem(key) ?? "[]")]));
}
var pickedOf = (leg) => pending.value[leg.leg] ?? leg.dispositions;
function keep(leg, chosen) {
	const { [leg]: _, ...others } = pending.value;
	pending.value = chosen ? {
		...others,
		[leg]: chosen
	} : others;
	if (chosen) localStorage.setItem(PREFIX + leg, JSON.stringify(chosen));
	else localStorage.removeItem(PREFIX + leg);
}
function save(interaction, leg, dispositions, saved) {
	keep(leg, dispositions);
	const isLatest = () => pending.peek()[leg] === dispositions;
	client.value?.ask("disposition.save", {
		interaction,
		dispositions,
		leg
	}).then(() => isLatest() && (keep(leg, void 0), saved?.()), (error) => {
		if (error instanceof SessionOver || error instanceof CommandFailed && error.code === "timeout") return;
		if (isLatest()) keep(leg, void 0);
		tellFailure(error);
	});
}
/** What was chosen before a reload, or without a connection. */
function resend(interaction, leg) {
	const chosen = pending.peek()[leg];
	if (chosen && connection.peek().state === "live") save(interaction, leg, chosen);
}
// src/desk/resolving.tsx
/** Asynchronous work that is done: its disposition, where the queue has some, and closed. */
function Resolving({ view, leg, close, first }) {
	const { interaction } = view;
	const tree = useTree(interaction);
	const [problem, setProblem] = d$2("");
	const [isBusy, setBusy] = d$2(false);
	const wasFirst = T(false);
	const resolve = async () => {
		setBusy(true);
		try {
			await (wasFirst.current ? void 0 : first?.run());
			wasFirst.current = true;
			await client.value?.ask("interaction.resolve", {
				interaction,
				dispositions: pickedOf(leg)
			});
			close();
			choose$1(void 0);
			toast("over.resolved");
		} catch (error) {
			if (error instanceof CommandFailed) setProblem(failureText(error));
			else if (!(error instanceof SessionOver)) throw error;
			setBusy(false);
		}
	};
	return /* @__PURE__ */ a(Dialog, {
		title: say("resolve.title", { name: consumerName(view) }),
		close,
		children: /* @__PURE__ */ a("form", {
			class: "handing",
			onSubmit: (event) => (event.preventDefault(), void resolve()),
			children: [
				view.draft?.text && !first && /* @__PURE__ */ a("p", {
					class: "warn",
					children: say("resolve.draft")
				}),
				tree && /* @__PURE__ */ a(Dispositions, {
					interaction,
					leg,
					tree
				}),
				problem && /* @__PURE__ */ a("p", {
					class: "problem",
					role: "alert",
					children: problem
				}),
				/* @__PURE__ */ a("footer", { children: [/* @__PURE__ */ a("button", {
					type: "button",
					onClick: close,
					children: say("action.cancel")
				}), /* @__PURE__ */ a("button", {
					type: "submit",
					class: "good",
					"data-first": true,
					disabled: isBusy,
					children: say(first?.word ?? "thread.resolve")
				})] })
			]
		})
	});
}
// src/desk/head.tsx
/** Above the conversation: who it is, and what an agent may do with it now. */
/** `leg`: the agent's, while it talks. */
function Head({ view, leg }) {
	return /* @__PURE__ */ a("header", {
		class: "head",
		children: [
			/* @__PURE__ */ a(ChannelIcon, { channel: view.channel }),
			/* @__PURE__ */ a("div", {
				class: "title",
				children: [/* @__PURE__ */ a("h2", { children: consumerName(view) }), /* @__PURE__ */ a("p", {
					class: "quiet",
					children: [view.subject, view.queue_name].filter(Boolean).join(" · ")
				})]
			}),
			leg && /* @__PURE__ */ a(Deeds, {
				view,
				leg
			}),
			leg && /* @__PURE__ */ a(Handing, {
				view,
				leg
			})
		]
	});
}
function Deeds({ view, leg }) {
	if (leg.state === "transferring" || leg.state === "lost") return null;
	if (leg.kind !== "primary") return /* @__PURE__ */ a(Guest, {
		view,
		leg
	});
	return LIVE.has(view.channel) ? /* @__PURE__ */ a(Live, {
		view,
		leg
	}) : /* @__PURE__ */ a(Patient, {
		view,
		leg
	});
}
function Button({ word, deed, kind = "" }) {
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: kind,
		"data-deed": word,
		onClick: deed,
		children: say(word)
	});
}
var ask = (method, { interaction }) => void attempt((current) => current.ask(method, { interaction }));
function HandOn({ deed, view, kind = "" }) {
	return /* @__PURE__ */ a(Button, {
		word: `deed.${deed}`,
		kind,
		deed: () => handing.value = {
			deed,
			interaction: view.interaction
		}
	});
}
function Hold({ view, leg }) {
	const isHeld = leg.state === "held";
	return /* @__PURE__ */ a(Button, {
		word: isHeld ? "thread.resume" : "thread.hold",
		deed: () => ask(isHeld ? "leg.resume" : "leg.hold", view)
	});
}
/** A conversation, by who handles it. While something is on its way, that comes first. */
function Live({ view, leg }) {
	const [isSure, setSure] = d$2(true);
	const isFree = !view.transfer && !view.wanted;
	const others = view.legs.some((one) => one.kind === "conference" && one.state !== "ended" && one.state !== "wrapping");
	if (!isSure) return /* @__PURE__ */ a("div", {
		class: "deeds",
		role: "group",
		"aria-label": say("thread.end_sure"),
		children: [
			/* @__PURE__ */ a("span", { children: say("thread.end_sure") }),
			/* @__PURE__ */ a(Button, {
				word: "thread.end",
				kind: "bad",
				deed: () => (setSure(true), ask("interaction.end", view))
			}),
			/* @__PURE__ */ a(Button, {
				word: "action.cancel",
				deed: () => setSure(true)
			})
		]
	});
	return /* @__PURE__ */ a("div", {
		class: "deeds",
		children: [
			/* @__PURE__ */ a(Hold, {
				view,
				leg
			}),
			isFree && /* @__PURE__ */ a(HandOn, {
				deed: "transfer",
				view
			}),
			isFree && /* @__PURE__ */ a(Menu, {
				label: say("deed.more"),
				name: say("deed.more"),
				children: [
					/* @__PURE__ */ a(HandOn, {
						deed: "consult",
						view,
						kind: "option"
					}),
					/* @__PURE__ */ a(HandOn, {
						deed: "invite",
						view,
						kind: "option"
					}),
					others ? /* @__PURE__ */ a(Button, {
						word: "deed.leave",
						kind: "option",
						deed: () => ask("leg.leave", view)
					}) : /* @__PURE__ */ a(HandOn, {
						deed: "release",
						view,
						kind: "option"
					})
				]
			}),
			/* @__PURE__ */ a(Button, {
				word: "thread.end",
				kind: "bad",
				deed: () => setSure(false)
			})
		]
	});
}
/** Mail and tasks: resolved, put aside or handed on. */
function Patient({ view, leg }) {
	const [opened, setOpened] = d$2(void 0);
	const isParked = leg.state === "parked";
	const close = () => setOpened(void 0);
	return /* @__PURE__ */ a("div", {
		class: "deeds",
		children: [
			isParked && /* @__PURE__ */ a(Button, {
				word: "deed.unpark",
				kind: "primary",
				deed: () => ask("interaction.unpark", view)
			}),
			!isParked && !view.transfer && /* @__PURE__ */ a(Button, {
				word: "deed.park",
				deed: () => setOpened("park")
			}),
			!view.transfer && /* @__PURE__ */ a(Menu, {
				label: say("deed.more"),
				name: say("deed.more"),
				children: [
					!isParked && /* @__PURE__ */ a(HandOn, {
						deed: "transfer",
						view,
						kind: "option"
					}),
					!isParked && /* @__PURE__ */ a(HandOn, {
						deed: "consult",
						view,
						kind: "option"
					}),
					/* @__PURE__ */ a(HandOn, {
						deed: "release",
						view,
						kind: "option"
					})
				]
			}),
			!view.transfer && /* @__PURE__ */ a(Button, {
				word: "thread.resolve",
				kind: "good",
				deed: () => setOpened("resolve")
			}),
			opened === "park" && /* @__PURE__ */ a(Parking, {
				view,
				close
			}),
			opened === "resolve" && /* @__PURE__ */ a(Resolving, {
				view,
				leg,
				close
			})
		]
	});
}
/** Who was asked aside, or joined. */
function Guest({ view, leg }) {
	return /* @__PURE__ */ a("div", {
		class: "deeds",
		children: [
			leg.kind === "conference" && /* @__PURE__ */ a(Hold, {
				view,
				leg
			}),
			leg.kind === "conference" && !view.transfer && !view.wanted && /* @__PURE__ */ a(HandOn, {
				deed: "invite",
				view
			}),
			/* @__PURE__ */ a(Button, {
				word: "deed.leave",
				kind: "bad",
				deed: () => ask("leg.leave", view)
			})
		]
	});
}
// src/desk/mail/whole.ts
/** The whole of a mail, read once: what stands behind its words in the thread, and what opens its parts for a while. */
/** Of the ten minutes for which it opens something, one is left for the way. */
var FRESH_MS = 54e4;
var known = y$1(/* @__PURE__ */ new Map());
/** What was read of it, however long ago: its words do not change. */
var readOf = (mail) => known.value.get(mail)?.whole;
/** Read now, unless that was a moment ago. Nothing: it could not be read, and that was told. */
async function wholeOf(interaction, mail) {
	const before = known.peek().get(mail);
	if (before && now.peek() - before.readAtMs < FRESH_MS) return before.whole;
	await attempt(async (current) => {
		const whole = await current.ask("mail.read", {
			interaction,
			mail,
			via: viaOf(interaction)
		});
		const others = [...known.peek()].filter(([id]) => id !== mail).slice(-49);
		known.value = new Map([...others, [mail, {
			whole,
			readAtMs: now.peek()
		}]]);
	});
	return known.peek().get(mail)?.whole;
}
var path = (mail, rest, asked) => `/v1/mails/${encodeURIComponent(mail)}/${rest}?${new URLSearchParams(asked)}`;
/** Where its parts are, for as long as `access` opens them. */
var partPath = (mail, part, access) => path(mail, `parts/${part}`, { access });
var picturePath = (mail, part, access) => path(mail, `parts/${part}`, {
	access,
	inline: "1"
});
var rawPath = (mail, access) => path(mail, "raw", { access });
var pagePath = (mail, access, withImages) => path(mail, "page", withImages ? {
	access,
	images: "1"
} : { access });
/** A file to keep, under its own name. */
function download(address, name) {
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
}
// src/desk/mail/body.tsx
/**
* What a mail says. What is new in it stands in the thread; quoted text, the whole and the page it was made as are read
* when asked for. The page stands in a frame without scripts, forms or a way to anything of the desk.
*/
var KEPT$1 = "ringline.mail.as_page";
/** As its writer made it, wherever that is known: what the agent chose last, on this device. */
var isAsPage = y$1(localStorage.getItem(KEPT$1) === "1");
function choose(asPage) {
	isAsPage.value = asPage;
	localStorage.setItem(KEPT$1, asPage ? "1" : "0");
}
function Body({ interaction, segment }) {
	const { mail, text } = segment;
	const [isQuoteShown, showQuote] = d$2(false);
	const [isBusy, setBusy] = d$2(false);
	const asPage = mail.has_html && isAsPage.value;
	const [isWhole, showWhole] = d$2(false);
	const whole = readOf(mail.mail);
	const read = async (then) => {
		setBusy(true);
		if (await wholeOf(interaction, mail.mail)) then();
		setBusy(false);
	};
	const original = async () => {
		const found = await wholeOf(interaction, mail.mail);
		if (found) download(rawPath(mail.mail, found.access), "mail.eml");
	};
	return /* @__PURE__ */ a("div", {
		class: "mail-body",
		children: [
			asPage ? /* @__PURE__ */ a(Page, {
				interaction,
				mail: mail.mail
			}) : /* @__PURE__ */ a("p", {
				class: "text",
				children: (isWhole && whole ? fresh(whole) : text) || /* @__PURE__ */ a("span", {
					class: "quiet",
					children: say("mail.no_text")
				})
			}),
			!asPage && isQuoteShown && whole && /* @__PURE__ */ a("blockquote", {
				class: "text quoted",
				children: quoted(whole)
			}),
			/* @__PURE__ */ a("div", {
				class: "mail-ways",
				children: [
					!asPage && mail.is_cut && !isWhole && /* @__PURE__ */ a(Way, {
						word: "mail.whole",
						deed: () => void read(() => showWhole(true)),
						isBusy
					}),
					!asPage && mail.has_quote && /* @__PURE__ */ a("button", {
						type: "button",
						class: "plain quote-fold",
						"aria-expanded": isQuoteShown,
						disabled: isBusy,
						onClick: () => isQuoteShown ? showQuote(false) : void read(() => showQuote(true)),
						children: say(isQuoteShown ? "mail.hide_quote" : "mail.show_quote")
					}),
					mail.has_html && /* @__PURE__ */ a(Way, {
						word: asPage ? "mail.as_text" : "mail.as_page",
						deed: () => choose(!asPage)
					}),
					/* @__PURE__ */ a(Way, {
						word: "mail.original",
						deed: () => void original()
					})
				]
			})
		]
	});
}
function Way({ word, deed, isBusy = false }) {
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: "plain",
		disabled: isBusy,
		onClick: deed,
		children: say(word)
	});
}
/** Places count code points. */
var fresh = ({ text, quote_at: at }) => (at == null ? text : [...text].slice(0, at).join("")).trim();
var quoted = ({ text, quote_at: at }) => (at == null ? "" : [...text].slice(at).join("")).trim();
var LINE_CHARS = 80;
var LINE_REM = 1.6;
var [LOW_REM, HIGH_REM] = [9, 34];
/** Nobody may ask a frame without scripts how high it is: as high as its words are long, and it scrolls by itself. */
function heightOf({ text }) {
	const lines = text.split("\n").reduce((sum, line) => sum + 1 + Math.trunc(line.length / LINE_CHARS), 3);
	return `${Math.min(HIGH_REM, Math.max(LOW_REM, lines * LINE_REM))}rem`;
}
/** Pictures from elsewhere tell their owner that, when and where the mail was opened: not before somebody asks. */
function Page({ interaction, mail }) {
	const [access, setAccess] = d$2("");
	const [withImages, setImages] = d$2(false);
	const whole = readOf(mail);
	const open = async () => setAccess((await wholeOf(interaction, mail))?.access ?? "");
	A$1(() => void open(), [mail, withImages]);
	if (!access || !whole) return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("thread.loading")
	});
	return /* @__PURE__ */ a($, { children: [whole.remote_images > 0 && !withImages && /* @__PURE__ */ a("p", {
		class: "blocked",
		children: [/* @__PURE__ */ a("span", { children: say("mail.images_off", { count: whole.remote_images }) }), /* @__PURE__ */ a("button", {
			type: "button",
			onClick: () => setImages(true),
			children: say("mail.images_show")
		})]
	}), /* @__PURE__ */ a("iframe", {
		class: "mail-page",
		title: say("mail.page_of", { time: new Date(now.peek()).toLocaleTimeString() }),
		sandbox: "allow-popups allow-popups-to-escape-sandbox",
		referrerpolicy: "no-referrer",
		src: pagePath(mail, access, withImages),
		style: { height: heightOf(whole) }
	}, `${access} ${withImages}`)] });
}
// src/desk/mail/begins.tsx
function Begins({ view, mail, kind }) {
	return /* @__PURE__ */ a("div", {
		class: "begins",
		"data-kind": kind,
		children: (hasOthers(mail, ownAddresses()) ? [
			"reply",
			"reply_all",
			"forward"
		] : ["reply", "forward"]).map((way) => /* @__PURE__ */ a("button", {
			type: "button",
			class: kind === "small" ? "plain" : "",
			onClick: () => begin(view.interaction, way, mail),
			children: [
				/* @__PURE__ */ a("span", {
					"aria-hidden": "true",
					children: SIGNS$1[way]
				}),
				" ",
				say(`mail.${way}`)
			]
		}, way))
	});
}
/** Where nobody has written yet. */
function BeginsFresh({ view }) {
	return /* @__PURE__ */ a("div", {
		class: "begins",
		"data-kind": "main",
		children: /* @__PURE__ */ a("button", {
			type: "button",
			onClick: () => beginFresh(view),
			children: say("mail.new")
		})
	});
}
var SIGNS$1 = {
	reply: "↩",
	reply_all: "↩↩",
	forward: "↪"
};
/** By keys and palette: to the last mail of the thread. */
function useBegins(view, mail) {
	const go = (way) => () => mail ? begin(view.interaction, way, mail) : beginFresh(view);
	useDeed("mail.reply", go("reply"), true, mail ? void 0 : say("mail.new"));
	useDeed("mail.reply_all", go("reply_all"), mail !== void 0 && hasOthers(mail, ownAddresses()));
	useDeed("mail.forward", go("forward"), mail !== void 0);
}
// src/desk/mail/sizes.ts
/** Sizes of files as people say them: 812 B, 14 kB, 3.4 MB. */
var UNITS = [
	["megabyte", 1e6],
	["kilobyte", 1e3],
	["byte", 1]
];
function size(bytes) {
	const [unit, one] = UNITS.find(([, least]) => bytes >= least) ?? UNITS[2];
	const maximumFractionDigits = unit === "megabyte" ? 1 : 0;
	return new Intl.NumberFormat(locale(), {
		style: "unit",
		unit,
		unitDisplay: "short",
		maximumFractionDigits
	}).format(bytes / one);
}
// src/desk/mail/parts.tsx
/** What hangs on a mail: names that are safe to save under, sizes, pictures to look at. Nothing of it is opened here. */
/** What browsers draw, and cannot run. */
var PICTURES = /* @__PURE__ */ new Set([
	"image/png",
	"image/jpeg",
	"image/gif",
	"image/webp"
]);
/** Larger ones are not read before somebody asks. */
var SHOWN_BYTES_MAX = 3e6;
function Parts({ interaction, mail }) {
	const [access, setAccess] = d$2("");
	const [looked, look] = d$2(void 0);
	const parts = mail.parts.filter((part) => !part.inline || !mail.has_html);
	const hasPictures = parts.some(isShown);
	A$1(() => {
		if (hasPictures) wholeOf(interaction, mail.mail).then((whole) => setAccess(whole?.access ?? ""));
	}, [mail.mail, hasPictures]);
	if (parts.length === 0) return null;
	const save = async (part) => {
		const whole = await wholeOf(interaction, mail.mail);
		if (whole) download(partPath(mail.mail, part.part, whole.access), part.name);
	};
	return /* @__PURE__ */ a("ul", {
		class: "parts",
		"aria-label": say("mail.parts", { count: parts.length }),
		children: [parts.map((part) => /* @__PURE__ */ a("li", { children: [isShown(part) && access && /* @__PURE__ */ a("button", {
			type: "button",
			class: "picture",
			"aria-label": say("mail.look", { name: part.name }),
			onClick: () => look(part),
			children: /* @__PURE__ */ a("img", {
				src: picturePath(mail.mail, part.part, access),
				alt: "",
				loading: "lazy"
			})
		}), /* @__PURE__ */ a("button", {
			type: "button",
			class: "part",
			"aria-label": say("mail.save", {
				name: part.name,
				size: size(part.bytes)
			}),
			title: `${part.name} · ${part.type}`,
			onClick: () => void save(part),
			children: [/* @__PURE__ */ a("span", {
				class: "name",
				children: part.name
			}), /* @__PURE__ */ a("span", {
				class: "quiet",
				children: [
					kindOf(part),
					" · ",
					size(part.bytes)
				]
			})]
		})] }, part.part)), looked && access && /* @__PURE__ */ a("li", { children: /* @__PURE__ */ a(Dialog, {
			title: looked.name,
			close: () => look(void 0),
			children: [/* @__PURE__ */ a("img", {
				class: "looked",
				src: picturePath(mail.mail, looked.part, access),
				alt: looked.name
			}), /* @__PURE__ */ a("footer", { children: /* @__PURE__ */ a("button", {
				type: "button",
				class: "primary",
				"data-first": true,
				onClick: () => void save(looked),
				children: say("mail.save_it")
			}) })]
		}) })]
	});
}
var isShown = ({ type, bytes }) => PICTURES.has(type) && bytes <= SHOWN_BYTES_MAX;
/** As the name says it, else as the type does. */
function kindOf({ name, type }) {
	return (/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? type.split("/")[1] ?? type).toUpperCase();
}
// src/desk/mail/standing.tsx
function Standing({ interaction, state, canWrite }) {
	if (!state) return null;
	const time = state.next_at_ms === void 0 ? "" : clockTime(state.next_at_ms, now.peek());
	const again = () => void attempt((current) => current.ask("mail.retry", {
		interaction,
		mail: state.mail
	}));
	return /* @__PURE__ */ a("div", {
		class: "standing",
		"data-state": state.state,
		role: "status",
		children: [
			/* @__PURE__ */ a("p", { children: [state.state === "sent" && /* @__PURE__ */ a("span", {
				"aria-hidden": "true",
				children: "✓ "
			}), state.state === "deferred" && time ? say("mail.deferred_until", {
				time,
				count: state.attempts
			}) : say(`mail.state_${state.state}`)] }),
			state.reason && (state.state === "failed" || state.state === "deferred") && /* @__PURE__ */ a("p", {
				class: "reason",
				children: say("mail.server_said", { reason: state.reason })
			}),
			state.state === "failed" && canWrite && /* @__PURE__ */ a("button", {
				type: "button",
				"data-deed": "mail.retry",
				onClick: again,
				children: say("mail.retry")
			})
		]
	});
}
// src/desk/mail/card.tsx
/** One mail in the thread: from whom to whom, what is new in it, what hangs on it, and whether ours has left. */
var isMail = (segment) => segment.mail !== void 0;
/** The mail that an answer is about, unless the agent says otherwise: the last one of the other side. */
function answeredOf(view) {
	const mails = view.segments.filter(isMail);
	return (mails.findLast(({ mail }) => mail.direction === "in" && !mail.automatic) ?? mails.at(-1))?.mail;
}
/** What an agent opened or folded by hand; the rest goes by what it is. */
var unfolded = y$1({});
function MailCard({ view, segment, isLast, canWrite }) {
	const { mail } = segment;
	const state = view.mails.find((one) => one.mail === mail.mail);
	const isOpen = unfolded.value[mail.mail] ?? (isLast || state?.state === "failed" || state?.state === "deferred");
	const isOffered = mail.mail === answeredOf(view)?.mail && !mailOf(view.interaction).text.value;
	const fold = () => void (unfolded.value = {
		...unfolded.value,
		[mail.mail]: !isOpen
	});
	return /* @__PURE__ */ a("article", {
		class: "mail",
		"data-direction": mail.direction,
		"data-open": isOpen,
		"data-mail": mail.mail,
		"data-segment": segment.segment,
		children: [
			/* @__PURE__ */ a("button", {
				type: "button",
				class: "mail-top",
				"aria-expanded": isOpen,
				onClick: fold,
				children: [
					/* @__PURE__ */ a("span", {
						class: "from",
						children: mail.direction === "out" && segment.participant ? segment.participant : nameOf(mail.sender)
					}),
					/* @__PURE__ */ a("time", {
						dateTime: new Date(segment.said_at_ms).toISOString(),
						children: clockTime(segment.said_at_ms, now.peek())
					}),
					!isOpen && /* @__PURE__ */ a("span", {
						class: "quiet first",
						children: segment.text || mail.subject
					})
				]
			}),
			isOpen && /* @__PURE__ */ a($, { children: [
				/* @__PURE__ */ a(People, { mail }),
				topicOf(mail.subject) !== topicOf(view.subject) && /* @__PURE__ */ a("p", {
					class: "mail-subject",
					children: mail.subject
				}),
				mail.automatic && /* @__PURE__ */ a("p", {
					class: "quiet",
					children: say("mail.automatic")
				}),
				/* @__PURE__ */ a(Body, {
					interaction: view.interaction,
					segment
				}),
				/* @__PURE__ */ a(Parts, {
					interaction: view.interaction,
					mail
				})
			] }),
			mail.direction === "out" && /* @__PURE__ */ a(Standing, {
				interaction: view.interaction,
				state,
				canWrite
			}),
			isOpen && canWrite && !isOffered && /* @__PURE__ */ a(Begins, {
				view,
				mail,
				kind: "small"
			})
		]
	});
}
/** From and to, in one line; all addresses when asked. */
function People({ mail }) {
	const all = [
		...mail.to,
		...mail.cc,
		...mail.bcc
	];
	const shown = all.slice(0, 2).map(nameOf).join(", ");
	const rest = all.length > 2 ? say("mail.and_more", { count: all.length - 2 }) : "";
	const lists = [
		["from", [mail.sender]],
		["to", mail.to],
		["cc", mail.cc],
		["bcc", mail.bcc]
	];
	return /* @__PURE__ */ a("details", {
		class: "people",
		children: [/* @__PURE__ */ a("summary", { children: [
			say("mail.to_line", { names: shown || "–" }),
			" ",
			rest
		] }), /* @__PURE__ */ a("dl", {
			class: "facts",
			children: [lists.filter(([, some]) => some.length > 0).map(([list, some]) => [/* @__PURE__ */ a("dt", { children: say(`mail.${list}`) }, `${list} name`), /* @__PURE__ */ a("dd", { children: some.map(wholeOf$1).join(", ") }, list)]), mail.sent_at_ms !== void 0 && [/* @__PURE__ */ a("dt", { children: say("mail.date") }, "date name"), /* @__PURE__ */ a("dd", { children: new Date(mail.sent_at_ms).toLocaleString() }, "date")]]
		})]
	});
}
// src/desk/mail/uploads.ts
/** Attachments on their way to the server, before the mail that they hang on is sent. */
/** Of this page: what has not arrived when it is reloaded has to be chosen again. */
var uploading = y$1([]);
var change = (key, part) => {
	uploading.value = uploading.value.map((one) => one.key === key ? {
		...one,
		...part
	} : one);
};
function forget(key) {
	uploading.value = uploading.value.filter((one) => one.key !== key);
}
/** Begins; `arrived` when the server has it whole. */
function upload(interaction, file, arrived) {
	const key = newName("upload");
	const begin = () => {
		const request = new XMLHttpRequest();
		change(key, {
			done: 0,
			failure: void 0,
			stop: () => request.abort()
		});
		request.open("POST", `/v1/interactions/${encodeURIComponent(interaction)}/uploads?name=${encodeURIComponent(file.name)}`);
		request.setRequestHeader("authorization", `Bearer ${bearer.token ?? ""}`);
		request.setRequestHeader("content-type", file.type || "application/octet-stream");
		request.setRequestHeader("idempotency-key", key);
		request.upload.onprogress = ({ loaded, total }) => change(key, { done: total > 0 ? loaded / total : 0 });
		request.onabort = () => forget(key);
		request.onerror = () => change(key, { failure: "timeout" });
		request.onload = () => {
			if (request.status >= 300) return change(key, { failure: codeOf(request.responseText) });
			forget(key);
			arrived(JSON.parse(request.responseText));
		};
		request.send(file);
	};
	uploading.value = [...uploading.value, {
		key,
		interaction,
		name: file.name,
		bytes: file.size,
		done: 0,
		stop: () => void 0,
		again: begin
	}];
	begin();
}
function codeOf(answer) {
	try {
		return JSON.parse(answer).error.code;
	} catch {
		return "upload";
	}
}
// src/desk/mail/attaching.tsx
/** Attaching files: by a button or by dropping them here. What does not fit is said before it is sent anywhere. */
/** As the server has them; a mail grows by a third on its way, and most servers take 25 MB. */
var FILES_MAX = 20;
var FILE_BYTES_MAX = 15728640;
var MAIL_BYTES_MAX = 18e6;
/** As many of them as fit; of the others it is told why not. */
function attach(interaction, files, change) {
	const there = () => draftOf(mailOf(interaction).text.peek())?.uploads ?? [];
	const under = uploading.peek().filter((one) => one.interaction === interaction);
	let count = there().length + under.length;
	let bytes = [...there(), ...under].reduce((sum, one) => sum + one.bytes, 0);
	for (const file of files) {
		const filling = {
			name: file.name,
			size: size(FILE_BYTES_MAX),
			all: size(MAIL_BYTES_MAX),
			count: FILES_MAX
		};
		if (file.size > FILE_BYTES_MAX) toast("mail.too_large", filling, true);
		else if (count + 1 > FILES_MAX) toast("mail.too_many", filling, true);
		else if (bytes + file.size > MAIL_BYTES_MAX) toast("mail.too_much", filling, true);
		else {
			count += 1;
			bytes += file.size;
			upload(interaction, file, (made) => change(({ uploads }) => ({ uploads: [...uploads, made] })));
		}
	}
}
function Attach({ interaction, change }) {
	const input = T(null);
	const limits = say("mail.limits", {
		count: FILES_MAX,
		size: size(FILE_BYTES_MAX),
		all: size(MAIL_BYTES_MAX)
	});
	const chosen = () => {
		attach(interaction, [...input.current?.files ?? []], change);
		if (input.current) input.current.value = "";
	};
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("input", {
		ref: input,
		type: "file",
		multiple: true,
		hidden: true,
		onChange: chosen
	}), /* @__PURE__ */ a("button", {
		type: "button",
		class: "plain",
		"data-deed": "mail.attach",
		title: limits,
		"aria-label": `${say("mail.attach")}. ${limits}`,
		onClick: () => input.current?.click(),
		children: say("mail.attach")
	})] });
}
/** What hangs on the mail, and what is on its way. */
function Attached({ interaction, draft, change }) {
	const under = uploading.value.filter((one) => one.interaction === interaction);
	if (draft.uploads.length + under.length === 0) return null;
	const remove = (one) => change(({ uploads }) => ({ uploads: uploads.filter(({ upload: other }) => other !== one.upload) }));
	return /* @__PURE__ */ a("ul", {
		class: "parts attached",
		"aria-label": say("mail.parts", { count: draft.uploads.length + under.length }),
		children: [draft.uploads.map((one) => /* @__PURE__ */ a("li", { children: [/* @__PURE__ */ a("span", {
			class: "part",
			children: [
				/* @__PURE__ */ a("span", {
					class: "name",
					children: one.name
				}),
				" ",
				/* @__PURE__ */ a("span", {
					class: "quiet",
					children: size(one.bytes)
				})
			]
		}), /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			"aria-label": say("mail.remove", { name: one.name }),
			onClick: () => remove(one),
			children: "×"
		})] }, one.upload)), under.map((one) => /* @__PURE__ */ a("li", {
			"data-bad": one.failure !== void 0,
			children: [
				/* @__PURE__ */ a("span", {
					class: "part",
					children: [
						/* @__PURE__ */ a("span", {
							class: "name",
							children: one.name
						}),
						" ",
						one.failure ? /* @__PURE__ */ a("span", {
							class: "problem",
							children: sayOr(`error.${one.failure}`, say("mail.upload_failed"))
						}) : /* @__PURE__ */ a("progress", {
							value: one.done,
							"aria-label": say("mail.uploading", { name: one.name })
						})
					]
				}),
				one.failure && /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					onClick: one.again,
					children: say("thread.retry")
				}),
				/* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"aria-label": say("mail.remove", { name: one.name }),
					onClick: () => (one.stop(), forget(one.key)),
					children: "×"
				})
			]
		}, one.key))]
	});
}
var hasFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;
/** Files that are dropped anywhere in the composer; beside it nothing happens, and the desk stays. */
function useDropping(interaction, change) {
	const [isOver, setOver] = d$2(false);
	A$1(() => {
		const keep = (event) => void (hasFiles(event) && event.preventDefault());
		addEventListener("dragover", keep);
		addEventListener("drop", keep);
		return () => (removeEventListener("dragover", keep), removeEventListener("drop", keep));
	}, []);
	return {
		isOver,
		handlers: {
			onDragOver: (event) => void (hasFiles(event) && (event.preventDefault(), setOver(true))),
			onDragLeave: (event) => void (event.currentTarget.contains(event.relatedTarget) || setOver(false)),
			onDrop: (event) => {
				setOver(false);
				if (!hasFiles(event)) return;
				event.preventDefault();
				attach(interaction, [...event.dataTransfer?.files ?? []], change);
			}
		}
	};
}
// src/desk/mail/conflict.tsx
/** The same mail was written on another device: both are there until the agent has chosen. */
function Conflict({ mail }) {
	const theirs = mail.theirs.value;
	if (theirs === void 0) return null;
	const other = draftOf(theirs);
	return /* @__PURE__ */ a("blockquote", {
		class: "conflict",
		role: "alert",
		children: [
			/* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("notes.conflict")
			}),
			other && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: [
					say("mail.to_line", { names: other.to.map(nameOf).join(", ") }),
					" · ",
					other.subject,
					other.uploads.length > 0 && ` · ${say("mail.parts", { count: other.uploads.length })}`
				]
			}),
			/* @__PURE__ */ a("p", {
				class: "text",
				children: other?.text || say("mail.no_text")
			}),
			/* @__PURE__ */ a("div", {
				class: "row",
				children: [/* @__PURE__ */ a("button", {
					type: "button",
					onClick: () => mail.type(mail.text.peek()),
					children: say("mail.keep_mine")
				}), /* @__PURE__ */ a("button", {
					type: "button",
					onClick: () => mail.type(theirs),
					children: say("notes.theirs")
				})]
			})
		]
	});
}
// src/desk/mail/canned.tsx
function useMailAnswers(view, leg, box) {
	const answers = useCanned(leg.queue);
	const [sought, setSought] = d$2(void 0);
	const [place, setPlace] = d$2(0);
	const found = sought === void 0 ? [] : matching$1(answers, sought);
	const isOpen = sought !== void 0 && (found.length > 0 || sought.length < 3);
	const look = () => (setSought(behindSlash(box.current)), setPlace(0));
	const take = (answer) => {
		box.current?.focus();
		chooseSlash(box.current);
		document.execCommand("insertText", false, filled(answer.text.trim(), view));
		setSought(void 0);
	};
	const open = () => {
		box.current?.focus();
		document.execCommand("insertText", false, /\S$/.test(before(box.current)) ? " /" : "/");
		look();
	};
	const pressed = (event) => {
		const chosen = found[place];
		if (!isOpen || event.ctrlKey || event.metaKey) return false;
		if (event.key === "ArrowDown") setPlace((place + 1) % Math.max(1, found.length));
		else if (event.key === "ArrowUp") setPlace((place + found.length - 1) % Math.max(1, found.length));
		else if (event.key === "Escape") setSought(void 0);
		else if ((event.key === "Enter" || event.key === "Tab") && chosen) take(chosen);
		else return false;
		event.preventDefault();
		event.stopPropagation();
		return true;
	};
	return {
		isOpen,
		found,
		place,
		look,
		open,
		take,
		pressed
	};
}
function MailAnswers({ view, answers }) {
	return /* @__PURE__ */ a(Answers, {
		view,
		answers: answers.found,
		place: answers.place,
		take: answers.take
	});
}
/** The text before the caret, in its own run. */
function before(box) {
	const { anchorNode, anchorOffset = 0 } = document.getSelection() ?? {};
	return anchorNode?.nodeType === Node.TEXT_NODE && box?.contains(anchorNode) ? (anchorNode.textContent ?? "").slice(0, anchorOffset) : "";
}
var behindSlash = (box) => soughtBy(before(box), before(box).length);
/** The slash and what follows it, so that they are replaced. */
function chooseSlash(box) {
	const selection = document.getSelection();
	const sought = behindSlash(box);
	if (sought === void 0 || !selection?.anchorNode) return;
	selection.setBaseAndExtent(selection.anchorNode, selection.anchorOffset - sought.length - 1, selection.anchorNode, selection.anchorOffset);
}
// src/desk/mail/recipients.tsx
/** One line of recipients: a chip for each, more by typing or pasting; what is no address is marked, not lost. */
function Recipients({ list, all, own, put, isFirst = false }) {
	const [typed, setTyped] = d$2("");
	const box = T(null);
	const name = say(`mail.${list}`);
	const add = (text) => {
		const more = addressesOf(text);
		if (more.length > 0) put((there) => unique([...there, ...more]));
		setTyped("");
	};
	const remove = (one) => (put((there) => without(there, [one])), box.current?.focus());
	const change = (one) => {
		setTyped(wholeOf$1(one));
		remove(one);
	};
	const input = (text) => /[,;\n]$/.test(text) ? add(text) : setTyped(text);
	/** By what is in the box now: a fast hand is ahead of what is drawn. */
	const key = (event) => {
		const inBox = box.current?.value ?? "";
		const last = all.at(-1);
		if (event.key === "Enter" && inBox) add(inBox);
		if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
		else if (event.key === "Backspace" && inBox === "" && last) event.preventDefault(), change(last);
	};
	const paste = (event) => {
		const text = event.clipboardData?.getData("text/plain") ?? "";
		if (addressesOf(text).length < 2) return;
		event.preventDefault();
		add(`${box.current?.value ?? ""}${text}`);
	};
	return /* @__PURE__ */ a("div", {
		class: "recipients",
		role: "group",
		"aria-label": name,
		onClick: (event) => event.target === event.currentTarget && box.current?.focus(),
		children: [
			/* @__PURE__ */ a("span", {
				class: "quiet",
				"aria-hidden": "true",
				children: name
			}),
			all.map((one) => /* @__PURE__ */ a("span", {
				class: "recipient",
				"data-bad": faultOf(one, own) !== void 0,
				title: wholeOf$1(one),
				children: [/* @__PURE__ */ a("button", {
					type: "button",
					class: "plain name",
					onClick: () => change(one),
					"aria-label": say("mail.change", { name: wholeOf$1(one) }),
					children: nameOf(one)
				}), /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					onClick: () => remove(one),
					"aria-label": say("mail.remove", { name: nameOf(one) }),
					children: "×"
				})]
			}, one.address)),
			/* @__PURE__ */ a("input", {
				ref: box,
				type: "text",
				inputMode: "email",
				autocomplete: "off",
				"aria-label": name,
				"data-first": isFirst || void 0,
				value: typed,
				onInput: (event) => input(event.currentTarget.value),
				onKeyDown: key,
				onPaste: paste,
				onBlur: (event) => add(event.currentTarget.value)
			})
		]
	});
}
/** Why nothing can be sent there. */
function faultOf(one, own) {
	if (!isAddress(one.address)) return "form";
	return own.some(({ address }) => address.toLowerCase() === one.address.toLowerCase()) ? "own" : void 0;
}
// src/desk/mail/envelope.tsx
/** To whom, and about what. Copies are asked for when they are wanted. */
function Envelope({ draft, change }) {
	const [asked, setAsked] = d$2(/* @__PURE__ */ new Set());
	const own = ownAddresses();
	const isShown = (list) => draft[list].length > 0 || asked.has(list);
	const hidden = ["cc", "bcc"].filter((list) => !isShown(list));
	return /* @__PURE__ */ a("div", {
		class: "envelope",
		children: [
			/* @__PURE__ */ a("div", {
				class: "row",
				children: [/* @__PURE__ */ a(Recipients, {
					list: "to",
					all: draft.to,
					own,
					put: (next) => change(({ to }) => ({ to: next(to) }))
				}), hidden.map((list) => /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					onClick: () => setAsked(/* @__PURE__ */ new Set([...asked, list])),
					children: say(`mail.${list}`)
				}, list))]
			}),
			isShown("cc") && /* @__PURE__ */ a(Recipients, {
				list: "cc",
				all: draft.cc,
				own,
				put: (next) => change(({ cc }) => ({ cc: next(cc) }))
			}),
			isShown("bcc") && /* @__PURE__ */ a(Recipients, {
				list: "bcc",
				all: draft.bcc,
				own,
				put: (next) => change(({ bcc }) => ({ bcc: next(bcc) }))
			}),
			/* @__PURE__ */ a("input", {
				class: "subject",
				type: "text",
				maxLength: 998,
				"aria-label": say("mail.subject"),
				placeholder: say("mail.subject"),
				value: draft.subject,
				onInput: (event) => change({ subject: event.currentTarget.value })
			})
		]
	});
}
// src/desk/mail/problems.ts
var TEXT_CHARS_MAX = 16384;
function problemOf(draft) {
	const all = [
		...draft.to,
		...draft.cc,
		...draft.bcc
	];
	if (all.length === 0) return "nobody";
	const fault = all.map((one) => faultOf(one, ownAddresses())).find(Boolean);
	if (fault) return fault;
	if (!draft.text.trim() && draft.uploads.length === 0 && !draft.forwards) return "empty";
	return [...draft.text].length > TEXT_CHARS_MAX ? "long" : void 0;
}
var MENTIONED = /\b(attach(ed|ment|ing)?|adjunt[oaá]\w*|anexo)\b/i;
/** An attachment is spoken of, and there is none. */
var forgotten = (draft) => draft.uploads.length === 0 && !draft.forwards && MENTIONED.test(draft.text);
// src/desk/mail/quoted.tsx
/** The mail that is answered or passed on, folded below what is written. It goes along unless the agent says no. */
function Quoted({ interaction, draft, withQuote, choose }) {
	const quoted = draft.replies_to ?? draft.forwards;
	if (!quoted) return null;
	const whole = readOf(quoted);
	return /* @__PURE__ */ a("div", {
		class: "quoting",
		children: [/* @__PURE__ */ a("details", {
			onToggle: (event) => event.currentTarget.open && void wholeOf(interaction, quoted),
			children: [
				/* @__PURE__ */ a("summary", { children: [
					say(draft.forwards ? "mail.forwarded" : "mail.quoted"),
					" ",
					whole && /* @__PURE__ */ a("span", {
						class: "quiet",
						children: nameOf(whole.head.sender)
					})
				] }),
				/* @__PURE__ */ a("blockquote", {
					class: "text quoted",
					children: whole?.text ?? say("thread.loading")
				}),
				draft.forwards && whole && whole.head.parts.length > 0 && /* @__PURE__ */ a("p", {
					class: "quiet",
					children: say("mail.parts_along", { count: whole.head.parts.length })
				})
			]
		}), !draft.forwards && /* @__PURE__ */ a("label", {
			class: "with-quote",
			children: [/* @__PURE__ */ a("input", {
				type: "checkbox",
				checked: withQuote,
				onChange: (event) => choose(event.currentTarget.checked)
			}), say("mail.with_quote")]
		})]
	});
}
// src/desk/mail/rich.tsx
var MARKS = [
	"bold",
	"italic",
	"insertUnorderedList",
	"insertOrderedList"
];
var SIGNS = {
	bold: "B",
	italic: "I",
	insertUnorderedList: "•",
	insertOrderedList: "1."
};
function RichText({ html, label, write, box, pressed }) {
	const [marks, setMarks] = d$2(/* @__PURE__ */ new Set());
	const [isLinking, setLinking] = d$2(false);
	const shown = T(void 0);
	F$1(() => {
		if (!box.current || html === shown.current) return;
		box.current.replaceChildren(fragmentOf(html));
		shown.current = html;
	}, [html]);
	A$1(() => {
		document.execCommand("defaultParagraphSeparator", false, "div");
		document.execCommand("styleWithCSS", false, "false");
		const look = () => {
			if (box.current?.contains(document.getSelection()?.anchorNode ?? null)) setMarks(new Set(MARKS.filter((mark) => document.queryCommandState(mark))));
		};
		document.addEventListener("selectionchange", look);
		return () => document.removeEventListener("selectionchange", look);
	}, []);
	const changed = () => {
		if (!box.current) return;
		shown.current = htmlOf(box.current);
		write(shown.current, textOf(box.current));
	};
	const mark = (one) => (box.current?.focus(), document.execCommand(one), changed());
	const plain = (event, data) => {
		const text = data?.getData("text/plain");
		if (!text && data?.types.includes("Files")) return;
		event.preventDefault();
		if (text) document.execCommand("insertText", false, text);
	};
	return /* @__PURE__ */ a("div", {
		class: "rich",
		children: [
			/* @__PURE__ */ a("div", {
				class: "marks",
				role: "toolbar",
				"aria-label": say("rich.marks"),
				children: [MARKS.map((one) => /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"data-mark": one,
					"aria-pressed": marks.has(one),
					"aria-label": say(`rich.${one}`),
					title: say(`rich.${one}`),
					onMouseDown: (event) => event.preventDefault(),
					onClick: () => mark(one),
					children: SIGNS[one]
				}, one)), /* @__PURE__ */ a("button", {
					type: "button",
					class: "plain",
					"data-mark": "link",
					"aria-expanded": isLinking,
					onMouseDown: (event) => event.preventDefault(),
					onClick: () => setLinking(!isLinking),
					children: say("rich.link")
				})]
			}),
			isLinking && /* @__PURE__ */ a(Linking, {
				box,
				done: () => (setLinking(false), changed())
			}),
			/* @__PURE__ */ a("div", {
				ref: box,
				class: "rich-box",
				contentEditable: true,
				role: "textbox",
				"aria-multiline": "true",
				"aria-label": label,
				"data-empty": html === "",
				"data-hint": label,
				tabIndex: 0,
				onInput: changed,
				onKeyDown: (event) => void pressed(event),
				onPaste: (event) => plain(event, event.clipboardData),
				onDrop: (event) => plain(event, event.dataTransfer)
			})
		]
	});
}
/** An address for the words that are chosen, or for itself; an empty one takes the link away. */
function Linking({ box, done }) {
	const [address, setAddress] = d$2("");
	const [isWrong, setWrong] = d$2(false);
	const kept = T(void 0);
	const field = T(null);
	F$1(() => {
		const selection = document.getSelection();
		if (selection?.rangeCount && box.current?.contains(selection.anchorNode)) kept.current = selection.getRangeAt(0).cloneRange();
		const here = kept.current?.startContainer.parentElement?.closest("a")?.getAttribute("href");
		if (here) setAddress(here);
		field.current?.focus();
	}, []);
	const back = () => {
		box.current?.focus();
		if (kept.current) document.getSelection()?.removeAllRanges(), document.getSelection()?.addRange(kept.current);
	};
	const link = () => {
		const href = /^[a-z]+:/i.test(address) ? address : address.includes("@") ? `mailto:${address}` : `https://${address}`;
		if (address && !isLink(href)) return setWrong(true);
		back();
		if (!address) document.execCommand("unlink");
		else if (!kept.current || kept.current.collapsed) document.execCommand("insertText", false, address), chooseBefore(address.length), document.execCommand("createLink", false, href);
		else document.execCommand("createLink", false, href);
		document.getSelection()?.collapseToEnd();
		done();
	};
	const key = (event) => {
		if (event.key !== "Enter" && event.key !== "Escape") return;
		event.preventDefault();
		event.stopPropagation();
		if (event.key === "Enter") link();
		else back(), done();
	};
	return /* @__PURE__ */ a("div", {
		class: "linking",
		children: [
			/* @__PURE__ */ a("input", {
				ref: field,
				type: "text",
				inputMode: "url",
				"aria-label": say("rich.address"),
				"aria-invalid": isWrong,
				placeholder: "https://",
				value: address,
				onInput: (event) => (setAddress(event.currentTarget.value.trim()), setWrong(false)),
				onKeyDown: key
			}),
			/* @__PURE__ */ a("button", {
				type: "button",
				onClick: link,
				children: say("rich.link_it")
			}),
			isWrong && /* @__PURE__ */ a("p", {
				class: "problem",
				children: say("rich.no_address")
			})
		]
	});
}
/** The last letters before the caret. */
function chooseBefore(count) {
	const selection = document.getSelection();
	for (let left = count; left > 0; left -= 1) selection?.modify("extend", "backward", "character");
}
// src/desk/mail/saved.tsx
/** Whether the draft is safe, and where. */
function Saved({ mail }) {
	const told = () => {
		if (mail.saving.value === "clean") return mail.savedAtMs.value === void 0 ? say("thread.draft_saved") : say("notes.saved", { time: clockTime(mail.savedAtMs.value, now.peek()) });
		if (mail.saving.value === "refused") return say("notes.refused");
		if (mail.saving.value === "conflict") return "";
		return say(isReachable.value ? "notes.saving" : "notes.unsaved");
	};
	return /* @__PURE__ */ a("span", {
		class: "quiet saved",
		role: "status",
		children: told()
	});
}
// src/desk/mail/signature.tsx
function Signature({ view }) {
	const signatures = mailboxOf(view.queue)?.signature ?? {};
	const text = signatures[language.value] ?? Object.values(signatures)[0];
	if (!text) return null;
	return /* @__PURE__ */ a("div", {
		class: "signature",
		role: "group",
		"aria-label": say("mail.signature"),
		children: /* @__PURE__ */ a("p", {
			class: "text quiet",
			children: text
		})
	});
}
// src/desk/mail/composer.tsx
/** Where a mail is written: to whom, about what, what it says, what hangs on it. Saved as it is typed. */
function MailComposer({ view, leg }) {
	const { interaction } = view;
	const mail = mailOf(interaction);
	const answered = answeredOf(view);
	useBegins(view, answered);
	A$1(() => mail.told(keptByServer(view.draft?.text ?? "", view.draft?.mail), view.draft_rev), [view.draft_rev]);
	const [leaving, leave] = d$2(void 0);
	const draft = draftOf(mail.text.value);
	const send = async () => {
		if (leaving) await client.value?.ask("mail.send", leaving);
		put(interaction, void 0);
	};
	return /* @__PURE__ */ a($, { children: [draft ? /* @__PURE__ */ a(Open, {
		view,
		leg,
		draft,
		leave
	}, interaction) : /* @__PURE__ */ a("div", {
		class: "composer mailer",
		"data-open": false,
		children: answered ? /* @__PURE__ */ a(Begins, {
			view,
			mail: answered,
			kind: "main"
		}) : /* @__PURE__ */ a(BeginsFresh, { view })
	}), leaving && /* @__PURE__ */ a(Resolving, {
		view,
		leg,
		close: () => leave(void 0),
		first: {
			word: "mail.send_resolve",
			run: send
		}
	})] });
}
function Open({ view, leg, draft, leave }) {
	const { interaction } = view;
	const mail = mailOf(interaction);
	const box = T(null);
	const [withQuote, setQuote] = d$2(true);
	const [problem, setProblem] = d$2(void 0);
	/** What is drawn may be a frame behind what was typed. */
	const newest = () => draftOf(mail.text.peek()) ?? draft;
	const change = (part) => {
		setProblem(void 0);
		put(interaction, {
			...newest(),
			...typeof part === "function" ? part(newest()) : part
		});
	};
	const answers = useMailAnswers(view, leg, box);
	const dropping = useDropping(interaction, change);
	const focus = () => (goTo({
		...place.value,
		about: void 0
	}), void requestAnimationFrame(() => box.current?.focus()));
	useDeed("thread.focus", focus);
	A$1(() => {
		if (wantsToWrite.value !== interaction) return;
		wantsToWrite.value = void 0;
		(draft.to.length === 0 ? box.current?.closest("form")?.querySelector(".recipients input") : box.current)?.focus();
	}, [wantsToWrite.value]);
	const checked = () => {
		const found = uploading.peek().some((one) => one.interaction === interaction) ? "uploading" : problemOf(newest());
		setProblem(found);
		return found === void 0;
	};
	const send = () => {
		if (!checked()) return;
		sendMail(sendable(interaction, newest(), withQuote), keptText(newest()));
		put(interaction, void 0);
	};
	const discard = () => {
		const kept = newest();
		put(interaction, void 0);
		if (kept.text.trim() || kept.uploads.length > 0) toast("mail.discarded", {}, false, {
			text: say("mail.undo"),
			run: () => put(interaction, kept)
		});
	};
	const pressed = (event) => {
		if (answers.pressed(event)) return true;
		if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return false;
		event.preventDefault();
		event.stopPropagation();
		send();
		return true;
	};
	const title = draft.forwards ? say("mail.forward") : draft.replies_to ? say("mail.reply") : say("mail.new");
	return /* @__PURE__ */ a("form", {
		class: "composer mailer",
		"data-open": true,
		"data-dropping": dropping.isOver,
		"aria-label": title,
		onSubmit: (event) => (event.preventDefault(), send()),
		onKeyDown: (event) => event.target !== box.current && pressed(event),
		...dropping.handlers,
		children: [
			/* @__PURE__ */ a("div", {
				class: "row mailer-top",
				children: [
					/* @__PURE__ */ a("h3", { children: title }),
					/* @__PURE__ */ a(Saved, { mail }),
					/* @__PURE__ */ a("button", {
						type: "button",
						class: "plain",
						"data-deed": "mail.discard",
						onClick: discard,
						children: say("mail.discard")
					})
				]
			}),
			/* @__PURE__ */ a(Conflict, { mail }),
			/* @__PURE__ */ a(Envelope, {
				draft,
				change
			}),
			answers.isOpen && /* @__PURE__ */ a(MailAnswers, {
				view,
				answers
			}),
			/* @__PURE__ */ a(RichText, {
				html: draft.html,
				label: say("mail.text"),
				box,
				pressed,
				write: (html, text) => (change({
					html,
					text
				}), answers.look())
			}),
			/* @__PURE__ */ a(Signature, { view }),
			/* @__PURE__ */ a(Quoted, {
				interaction,
				draft,
				withQuote,
				choose: setQuote
			}),
			/* @__PURE__ */ a(Attached, {
				interaction,
				draft,
				change
			}),
			forgotten(draft) && /* @__PURE__ */ a("p", {
				class: "quiet warn",
				children: say("mail.no_parts")
			}),
			problem && /* @__PURE__ */ a("p", {
				class: "problem",
				role: "alert",
				children: say(`mail.problem_${problem}`)
			}),
			/* @__PURE__ */ a("div", {
				class: "row mailer-end",
				children: [
					/* @__PURE__ */ a(Attach, {
						interaction,
						draft,
						change
					}),
					/* @__PURE__ */ a("button", {
						type: "button",
						class: "plain",
						"data-deed": "canned.title",
						"aria-label": say("canned.title"),
						title: say("canned.hint"),
						onClick: answers.open,
						children: "/"
					}),
					/* @__PURE__ */ a("span", {
						class: "quiet hint",
						children: say("thread.hint")
					}),
					/* @__PURE__ */ a("button", {
						type: "button",
						"data-deed": "mail.send_resolve",
						onClick: () => checked() && leave(sendable(interaction, newest(), withQuote)),
						children: say("mail.send_resolve")
					}),
					/* @__PURE__ */ a("button", {
						type: "submit",
						class: "primary",
						children: say("thread.send")
					})
				]
			})
		]
	});
}
// src/desk/progress.tsx
/** What is under way between the agents: a transfer, a consult, an invitation, a hold; and how the last one ended. */
function Progress({ view, leg }) {
	return /* @__PURE__ */ a("div", {
		class: "progress",
		role: "status",
		children: [
			view.transfer && /* @__PURE__ */ a(Away, {
				view,
				isMine: view.transfer.agent === agent.value?.agent
			}),
			!view.transfer && /* @__PURE__ */ a(Inviting, { view }),
			leg?.kind === "consult" && /* @__PURE__ */ a(Strip, {
				kind: "calm",
				children: say("away.consulted", { agent: senderName(view) })
			}),
			leg?.kind !== "consult" && /* @__PURE__ */ a(Together, { view }),
			view.waiting && !view.transfer && /* @__PURE__ */ a(Strip, {
				kind: "calm",
				deeds: /* @__PURE__ */ a(WhyButton, { view }),
				children: say("waiting.since", {
					queue: view.queue_name,
					span: span(now.value - view.waiting.waiting_since_ms)
				})
			}),
			leg?.held_since_ms !== void 0 && /* @__PURE__ */ a(Strip, {
				kind: "warn",
				children: say("line.held", { span: span(now.value - leg.held_since_ms) })
			}),
			view.parked && /* @__PURE__ */ a(Strip, {
				kind: "calm",
				children: parkedText(view)
			}),
			colleagues(view).map((other) => other.state === "lost" && /* @__PURE__ */ a(Lost, { leg: other }, other.leg)),
			view.idle_closes_at_ms !== void 0 && leg && /* @__PURE__ */ a(Strip, {
				kind: "warn",
				children: say("line.idle", { span: span(view.idle_closes_at_ms - now.value) })
			}),
			/* @__PURE__ */ a(LastResult, {
				view,
				leg
			})
		]
	});
}
function Strip({ kind, deeds, children }) {
	return /* @__PURE__ */ a("div", {
		class: "strip",
		"data-kind": kind,
		children: [/* @__PURE__ */ a("p", { children }), deeds && /* @__PURE__ */ a("div", {
			class: "deeds",
			children: deeds
		})]
	});
}
function Do({ deed, method, view, children, kind = "" }) {
	const ask = () => void attempt((current) => current.ask(method, { interaction: view.interaction }));
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: kind,
		"data-deed": deed,
		onClick: ask,
		children
	});
}
function WhyButton({ view }) {
	return /* @__PURE__ */ a("button", {
		type: "button",
		"data-deed": "waiting.why",
		onClick: () => askWhy(view.interaction, consumerName(view)),
		children: say("waiting.why")
	});
}
/** The transfer or consult in progress. Only who began it may decide it. */
function Away({ view, isMine }) {
	const { transfer } = view;
	if (!transfer) return null;
	const target = targetName(transfer.target);
	const isWarm = transfer.mode === "warm";
	const consulted = view.legs.find((leg) => leg.kind === "consult" && leg.state !== "ended" && leg.state !== "wrapping");
	if (consulted && !isMine) return null;
	if (consulted) return /* @__PURE__ */ a(Strip, {
		kind: "calm",
		deeds: /* @__PURE__ */ a($, { children: [
			/* @__PURE__ */ a(Do, {
				deed: "away.complete",
				method: "transfer.complete",
				view,
				kind: "primary",
				children: say("away.complete", { target })
			}),
			/* @__PURE__ */ a(Do, {
				deed: "away.conference",
				method: "transfer.conference",
				view,
				children: say("away.conference")
			}),
			/* @__PURE__ */ a(Do, {
				deed: "away.end_consult",
				method: "transfer.cancel",
				view,
				children: say("away.end_consult")
			})
		] }),
		children: say("away.consulting", { target })
	});
	return /* @__PURE__ */ a(Strip, {
		kind: "calm",
		deeds: isMine && /* @__PURE__ */ a($, { children: [view.waiting && /* @__PURE__ */ a(WhyButton, { view }), /* @__PURE__ */ a(Do, {
			deed: "away.cancel",
			method: "transfer.cancel",
			view,
			children: say("away.cancel")
		})] }),
		children: [
			say(isWarm ? "away.consult_rings" : "away.transferring", { target }),
			" · ",
			howFar(view)
		]
	});
}
function howFar(view) {
	const ring = view.offers.findLast((offer) => offer.state === "pending");
	if (ring) return `${ring.agent_name}: ${say("away.rings", { span: span(ring.expires_at_ms - now.value) })}`;
	if (view.offers.some((offer) => offer.state === "accepting")) return say("ring.accepting");
	return view.waiting ? say("away.in_line", { span: span(now.value - view.waiting.entered_at_ms) }) : say("away.asked");
}
function Inviting({ view }) {
	const ring = view.offers.find((offer) => offer.purpose === "conference" && offer.state === "pending");
	if (ring) return /* @__PURE__ */ a(Strip, {
		kind: "calm",
		children: [
			say("away.inviting", { target: ring.agent_name }),
			" · ",
			say("away.rings", { span: span(ring.expires_at_ms - now.value) })
		]
	});
	if (view.wanted?.purpose !== "conference") return null;
	return /* @__PURE__ */ a(Strip, {
		kind: "calm",
		children: [
			say("away.inviting", { target: nameOfId(view.wanted.agent) }),
			" · ",
			say("away.asked")
		]
	});
}
function Together({ view }) {
	const others = colleagues(view).filter((leg) => leg.kind !== "consult");
	if (others.length === 0 || view.transfer) return null;
	return /* @__PURE__ */ a(Strip, {
		kind: "calm",
		children: say("away.conference_with", { names: others.map((leg) => leg.agent_name).join(", ") })
	});
}
function Lost({ leg }) {
	const { agent_name: name, lost_until_ms: until } = leg;
	return /* @__PURE__ */ a(Strip, {
		kind: "warn",
		children: until ? say("line.lost_until", {
			agent: name,
			span: span(until - now.value)
		}) : say("line.lost", { agent: name })
	});
}
function senderName(view) {
	return view.legs.find((leg) => leg.leg === view.transfer?.leg)?.agent_name ?? "";
}
function parkedText(view) {
	const name = consumerName(view);
	const { until_at_ms: until, until_reply: isReply } = view.parked ?? {};
	if (until === void 0) return say("line.parked_reply", { name });
	return say(isReply ? "line.parked_both" : "line.parked_until", {
		name,
		time: clockTime(until, now.peek())
	});
}
var KEPT = "ringline.dismissed";
var dismissed = y$1(JSON.parse(localStorage.getItem(KEPT) ?? "[]"));
function dismiss(id) {
	dismissed.value = [...dismissed.value, id].slice(-100);
	localStorage.setItem(KEPT, JSON.stringify(dismissed.value));
}
/** To who began it. What has succeeded is said in the conversation, and needs nobody to dismiss it. */
function LastResult({ view, leg }) {
	const last = view.last_transfer;
	const isMine = last?.agent === agent.value?.agent && !view.transfer && (leg !== void 0 || last?.mode === "cold_unassured");
	if (last && isMine && last.result === "failed" && !dismissed.value.includes(last.transfer)) {
		const text = resultText(view, last);
		return /* @__PURE__ */ a(Result, {
			id: last.transfer,
			text: leg ? `${text} ${say("result.still_yours")}` : text
		});
	}
	const invited = view.offers.findLast((offer) => offer.purpose === "conference");
	const hasFailed = invited && ![
		"pending",
		"accepting",
		"accepted"
	].includes(invited.state);
	if (!invited || !hasFailed || !leg || dismissed.value.includes(invited.offer)) return null;
	return /* @__PURE__ */ a(Result, {
		id: invited.offer,
		text: say("result.invite_failed", {
			target: invited.agent_name,
			reason: endOf(invited)
		})
	});
}
function Result({ id, text }) {
	return /* @__PURE__ */ a(Strip, {
		kind: "bad",
		deeds: /* @__PURE__ */ a("button", {
			type: "button",
			class: "plain",
			onClick: () => dismiss(id),
			children: say("away.dismiss")
		}),
		children: text
	});
}
/** One sentence on how a transfer or consult ended. */
function resultText(view, last) {
	const target = targetName(last.target);
	const isWarm = last.mode === "warm";
	if (isWarm && last.result === "canceled" && last.reason === "conference") return say("result.consult_conference", { target });
	const offer = view.offers.findLast((one) => one.agent === last.target.agent && one.purpose !== "handle");
	const reason = offer && last.reason === offer.state ? endOf(offer) : reasonText(last.reason);
	return say(`result.${isWarm ? "consult" : "transfer"}_${last.result}`, {
		target,
		reason
	});
}
function endOf({ state, detail, reason }) {
	return state === "declined" && reason ? say("why.declined_because", { reason }) : reasonText(detail ?? state);
}
// src/desk/happened.ts
/** In order of time. */
function happened(view) {
	const found = view.legs.flatMap((leg) => ofLeg(view, leg));
	const last = view.last_transfer;
	if (last) found.push({
		id: last.transfer,
		at_ms: last.ended_at_ms,
		text: resultText(view, last)
	});
	if (view.ended) found.push({
		id: "ended",
		at_ms: view.ended.at_ms,
		text: endText(view, view.ended)
	});
	return found.sort((a, b) => a.at_ms - b.at_ms);
}
var ARRIVALS = {
	primary: "line.joined",
	consult: "line.consulted",
	conference: "line.conference"
};
function ofLeg(view, leg) {
	const last = view.last_transfer;
	const arrival = ARRIVALS[last?.reason === "conference" && last.target.agent === leg.agent && leg.started_at_ms < last.ended_at_ms ? "consult" : leg.kind];
	if (!arrival) return [];
	const agent = leg.agent_name;
	const found = [{
		id: `${leg.leg} began`,
		at_ms: leg.started_at_ms,
		text: say(arrival, { agent })
	}];
	const { ended_at_ms: at_ms, end_reason: reason } = leg;
	if (at_ms === void 0 || !reason || reason === "conversation_ended") return found;
	if (reason === "transferred" && last?.ended_at_ms === at_ms) return found;
	return [...found, {
		id: `${leg.leg} left`,
		at_ms,
		text: say("line.left", {
			agent,
			reason: sayOr(`left.${reason}`, reason)
		})
	}];
}
function endText(view, { by, reason }) {
	const last = view.legs.findLast((leg) => leg.end_reason === "conversation_ended" && leg.kind === "primary");
	const agent = by === "supervisor" ? say("role.supervisor") : last?.agent_name ?? say("role.agent");
	return sayOr(`over.${reason}`, reason, {
		name: consumerName(view),
		agent
	});
}
// src/desk/said.tsx
/** What was said, what is being said, and what is on its way. */
function Said({ view, canMail }) {
	const box = T(null);
	const isAtEnd = T(true);
	const waiting = outbox.value.filter((one) => one.interaction === view.interaction && !hasArrived(view, one));
	const before = view.segments.filter((segment) => segment.phase === "bot");
	const since = inOrder(view);
	const lastOfMine = view.segments.findLast((segment) => isMine(segment))?.segment;
	const lastMail = view.segments.findLast(isMail)?.segment;
	const writer = writersOf(view).join(", ");
	A$1(() => {
		const stay = new ResizeObserver(() => isAtEnd.current && toEnd(box.current));
		if (box.current) stay.observe(box.current);
		return () => stay.disconnect();
	}, []);
	F$1(() => {
		if (isAtEnd.current) toEnd(box.current);
	}, [
		view.segment_count,
		view.whispers.length,
		since.length,
		waiting.length,
		writer,
		view.partials
	]);
	const scrolled = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
		isAtEnd.current = scrollTop + clientHeight > scrollHeight - 40;
	};
	return /* @__PURE__ */ a("div", {
		class: "said",
		ref: box,
		onScroll: scrolled,
		tabIndex: 0,
		role: "log",
		"aria-live": "polite",
		children: [
			before.length > 0 && /* @__PURE__ */ a("details", {
				class: "before",
				open: since.length === 0,
				children: [/* @__PURE__ */ a("summary", { children: say("thread.bot", { count: before.length }) }), before.map((segment) => /* @__PURE__ */ a(Bubble, {
					segment,
					consumer: view.consumer.name
				}, segment.segment))]
			}),
			since.map((one) => "segment" in one && isMail(one) ? /* @__PURE__ */ a(MailCard, {
				view,
				segment: one,
				isLast: one.segment === lastMail,
				canWrite: canMail
			}, one.segment) : "segment" in one ? /* @__PURE__ */ a(Bubble, {
				segment: one,
				consumer: view.consumer.name,
				isAside: view.whispers.includes(one),
				isSent: one.segment === lastOfMine
			}, one.segment) : /* @__PURE__ */ a("p", {
				class: "happening",
				children: [
					one.text,
					" ",
					/* @__PURE__ */ a(Time, { atMs: one.at_ms })
				]
			}, one.id)),
			view.partials.map((partial) => /* @__PURE__ */ a("p", {
				class: "bubble partial",
				"data-role": partial.role,
				children: partial.text
			}, partial.segment)),
			waiting.map((message) => /* @__PURE__ */ a(Waiting, { message }, message.key)),
			writer && /* @__PURE__ */ a("p", {
				class: "quiet",
				children: say("thread.typing", { name: writer })
			}),
			view.consumer_away && /* @__PURE__ */ a("p", {
				class: "quiet warn",
				children: say("thread.away", { name: consumerName(view) })
			})
		]
	});
}
/** The last word at the bottom; of a mail its beginning, because it is read from there. */
function toEnd(box) {
	if (!box) return;
	const last = box.lastElementChild;
	if (last?.matches(".mail")) box.scrollTop = last.offsetTop - box.offsetTop - MAIL_ABOVE_PX;
	else box.scrollTop = box.scrollHeight;
}
/** What people said since the bot, aside or aloud, and what happened meanwhile. */
function inOrder(view) {
	const spoken = [...view.segments.filter((segment) => segment.phase !== "bot"), ...view.whispers].sort((a, b) => a.seq - b.seq);
	const order = [];
	const waiting = happened(view);
	for (const segment of spoken) {
		while (waiting[0] && waiting[0].at_ms <= segment.said_at_ms) order.push(waiting.shift());
		order.push(segment);
	}
	return [...order, ...waiting];
}
var MAIL_ABOVE_PX = 16;
var TYPING_MS = 6e3;
function writersOf({ interaction }) {
	return Object.entries(typing.value[`interaction/${interaction}`] ?? {}).filter(([, atMs]) => now.value - atMs < TYPING_MS).map(([name]) => sayOr(`role.${name}`, name));
}
/** Its words are here; only the reply that says so is still on its way. */
function hasArrived({ segments, whispers }, { text, seq = 0 }) {
	return [...segments, ...whispers].some((segment) => segment.seq > seq && segment.text === text && isMine(segment));
}
var isMine = ({ by }) => by?.split(":")[1] === agent.value?.agent;
function Time({ atMs }) {
	return /* @__PURE__ */ a("time", {
		dateTime: new Date(atMs).toISOString(),
		children: clockTime(atMs, now.peek())
	});
}
function Bubble({ segment, consumer, isAside = false, isSent = false }) {
	const who = segment.participant || segment.role === "consumer" && consumer || sayOr(`role.${segment.role}`, segment.role);
	return /* @__PURE__ */ a("article", {
		class: "bubble",
		"data-role": segment.role,
		"data-aside": isAside,
		children: [
			/* @__PURE__ */ a("p", {
				class: "by",
				children: [
					who,
					" ",
					isAside && /* @__PURE__ */ a("span", {
						class: "badge",
						children: say("line.aside")
					}),
					" ",
					/* @__PURE__ */ a(Time, { atMs: segment.said_at_ms })
				]
			}),
			/* @__PURE__ */ a("p", {
				class: "text",
				children: segment.text
			}),
			isSent && /* @__PURE__ */ a("p", {
				class: "by sent",
				children: ["✓ ", say("message.sent")]
			})
		]
	});
}
function Waiting({ message }) {
	return /* @__PURE__ */ a("article", {
		class: "bubble waiting",
		"data-role": "agent",
		"data-bad": message.hasFailed,
		"data-aside": message.aside,
		children: [/* @__PURE__ */ a("p", {
			class: "text",
			children: message.text
		}), /* @__PURE__ */ a("p", {
			class: "by",
			role: "status",
			children: [say(message.hasFailed ? "thread.failed" : "thread.sending"), message.hasFailed && /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("button", {
				type: "button",
				class: "plain",
				onClick: () => retry(message),
				children: say("thread.retry")
			}), /* @__PURE__ */ a("button", {
				type: "button",
				class: "plain",
				onClick: () => discard(message),
				children: say("thread.discard")
			})] })]
		})]
	});
}
// src/desk/wrapup.tsx
/** What remains to do after the conversation: a disposition from the tree, in time, then back to the queue. */
var LATE_MS = 1e4;
function WrapUp({ view, leg }) {
	const { interaction } = view;
	const tree = useTree(interaction);
	const isLate = leg.state === "ended";
	useTold(view, leg);
	const complete = async () => {
		const dispositions = pickedOf(leg);
		if (!await attempt((current) => current.ask("wrap_up.complete", {
			interaction,
			dispositions,
			leg: leg.leg
		}))) return;
		choose$1(void 0);
		tellDone();
	};
	return /* @__PURE__ */ a("section", {
		class: "wrapup",
		"aria-labelledby": "wrapup-title",
		children: [
			/* @__PURE__ */ a("header", { children: [
				/* @__PURE__ */ a("h3", {
					id: "wrapup-title",
					children: say("wrapup.title")
				}),
				/* @__PURE__ */ a(TimeLeft, { leg }),
				leg.wrap_up?.until_at_ms !== void 0 && !isLate && /* @__PURE__ */ a(MoreTime, {
					interaction,
					leg: leg.leg
				})
			] }),
			!isLate && tree && /* @__PURE__ */ a(Remains, {
				view,
				leg,
				tree
			}),
			tree && /* @__PURE__ */ a(Dispositions, {
				interaction,
				leg,
				tree,
				saved: isLate ? () => toast("wrapup.saved_late") : void 0
			}),
			isLate ? /* @__PURE__ */ a("button", {
				type: "button",
				class: "primary",
				onClick: () => choose$1(void 0),
				children: say("wrapup.late_done")
			}) : /* @__PURE__ */ a("button", {
				type: "button",
				class: "primary",
				"data-deed": "wrapup.complete",
				onClick: () => void complete(),
				children: say("wrapup.complete")
			})
		]
	});
}
function tellDone() {
	toast(agent.value?.status?.status === "ready" ? "wrapup.done" : "wrapup.done_not_ready");
}
/** What somebody else, or the clock, did to a wrap-up that is being looked at. */
function useTold(view, leg) {
	const [wasWrapping, setWrapping] = d$2(leg.state === "wrapping");
	A$1(() => {
		if (wasWrapping && leg.outcome?.outcome === "released") toast("wrapup.by_time", { name: consumerName(view) });
		setWrapping(leg.state === "wrapping");
	}, [leg.state]);
}
function MoreTime({ interaction, leg }) {
	return /* @__PURE__ */ a("button", {
		type: "button",
		"data-deed": "wrapup.extend",
		onClick: () => void attempt((current) => current.ask("wrap_up.extend", {
			interaction,
			leg
		})),
		children: say("wrapup.extend")
	});
}
/** The list of what is still to do, each with how it stands. */
function Remains({ view, leg, tree }) {
	const hasNote = view.notes.some((note) => note.agent === leg.agent && note.text.trim() !== "");
	const isChosen = pickedOf(leg).length > 0;
	const isOwed = leg.wrap_up?.mandatory === true;
	const missing = isOwed ? say("wrapup.missing") : `${say("wrapup.missing")} (${say("wrapup.optional")})`;
	return /* @__PURE__ */ a("ul", {
		class: "remains",
		"aria-label": say("wrapup.remains"),
		children: [
			tree.leaves.length > 0 && /* @__PURE__ */ a(Item, {
				isDone: isChosen,
				isOwed,
				name: say("wrapup.disposition"),
				state: isChosen ? say("wrapup.set") : missing
			}),
			/* @__PURE__ */ a(Item, {
				isDone: hasNote,
				isOwed: false,
				name: say("wrapup.note"),
				state: say(hasNote ? "wrapup.note_done" : "wrapup.note_none")
			}),
			view.draft?.text && view.draft.agent === leg.agent && /* @__PURE__ */ a(Item, {
				isDone: false,
				isOwed: false,
				name: say("wrapup.reply"),
				state: say("wrapup.reply_left")
			})
		]
	});
}
function Item({ isDone, isOwed, name, state }) {
	return /* @__PURE__ */ a("li", {
		"data-done": isDone,
		"data-owed": isOwed,
		children: [
			/* @__PURE__ */ a("span", {
				"aria-hidden": "true",
				children: isDone ? "✓" : "○"
			}),
			" ",
			name,
			": ",
			/* @__PURE__ */ a("span", {
				class: "quiet",
				children: state
			})
		]
	});
}
function TimeLeft({ leg }) {
	const wrapUp = leg.wrap_up;
	if (leg.outcome?.needs_disposition) return /* @__PURE__ */ a("p", {
		class: "problem",
		children: say("wrapup.late")
	});
	if (leg.state === "ended") return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("wrapup.saved_late")
	});
	if (!wrapUp) return null;
	if (wrapUp.overdue_next_at_ms !== void 0) return /* @__PURE__ */ a("p", {
		class: "problem",
		role: "alert",
		children: say("wrapup.overdue")
	});
	if (wrapUp.until_at_ms === void 0) return /* @__PURE__ */ a("p", {
		class: "quiet",
		children: say("wrapup.no_limit")
	});
	const leftMs = wrapUp.until_at_ms - now.value;
	return /* @__PURE__ */ a("p", {
		class: "timeleft",
		"data-late": leftMs < LATE_MS,
		children: say("wrapup.left", { span: span(leftMs) })
	});
}
// src/desk/thread.tsx
/** The conversation: what was said, what is being said, and the place to answer. */
var WRITTEN = /* @__PURE__ */ new Set([
	"messaging",
	"email",
	"work_item"
]);
var READ_MS = 1e3;
function Thread({ interaction }) {
	const view = viewOf(interaction);
	useRead(interaction);
	if (!view) return /* @__PURE__ */ a(Unreadable, {});
	const leg = myLeg(view);
	const isWrapping = leg?.state === "wrapping" || leg?.outcome?.needs_disposition === true;
	const talking = leg && isTalking(leg) ? leg : void 0;
	return /* @__PURE__ */ a("section", {
		class: "thread",
		"aria-label": consumerName(view),
		children: [
			/* @__PURE__ */ a(PaneBar, {}),
			/* @__PURE__ */ a(Head, {
				view,
				leg: talking
			}),
			/* @__PURE__ */ a(Progress, {
				view,
				leg: talking
			}),
			/* @__PURE__ */ a(Said, {
				view,
				canMail: talking !== void 0 && canWrite(view, talking) && isWrittenAsMail(view, talking)
			}),
			isWrapping && leg && /* @__PURE__ */ a(WrapUp, {
				view,
				leg
			}),
			talking && canWrite(view, talking) && (isWrittenAsMail(view, talking) ? /* @__PURE__ */ a(MailComposer, {
				view,
				leg: talking
			}) : /* @__PURE__ */ a(Composer, {
				view,
				leg: talking
			})),
			!talking && !isWrapping && /* @__PURE__ */ a(ReadingOf, { view })
		]
	});
}
function canWrite({ channel }, { state }) {
	return WRITTEN.has(channel) && state !== "parked" && state !== "lost";
}
/** By who handles it, where there is a mail to answer, or a mailbox of ours and an address to write to. */
function isWrittenAsMail(view, { kind }) {
	return kind === "primary" && view.channel === "email" && (view.segments.some(isMail) || canBegin(view));
}
/** What is looked at is read: said at most once a second, however fast people talk. */
function useRead(interaction) {
	const card = legs.value.find((leg) => leg.interaction === interaction);
	const isNew = card !== void 0 && (card.unread > 0 || !card.opened) && card.state !== "wrapping";
	const isLive = connection.value.state === "live";
	const timer = T(void 0);
	const hasSaid = T(false);
	A$1(() => {
		if (!isNew || !isLive || timer.current !== void 0) return;
		const tell = () => {
			timer.current = void 0;
			hasSaid.current = true;
			client.value?.ask("interaction.open", { interaction }).catch(() => void 0);
		};
		timer.current = setTimeout(tell, hasSaid.current ? READ_MS : 0);
	}, [
		isNew,
		isLive,
		card?.unread
	]);
	A$1(() => () => clearTimeout(timer.current), []);
}
// src/desk/app.tsx
/** Everything on the screen: who is not signed in signs in; else list, thread and context, with rings above all. */
function App() {
	if (!client.value || !wasLive.value && connection.value.state !== "over") return /* @__PURE__ */ a(SignIn, {});
	if (connection.value.state === "over") return /* @__PURE__ */ a(SessionGone, {});
	return /* @__PURE__ */ a("div", {
		class: "desk",
		"data-view": place.value.page ? "page" : !chosen.value ? "list" : place.value.about ? "about" : "thread",
		children: [
			/* @__PURE__ */ a("header", {
				class: "bar",
				children: [
					/* @__PURE__ */ a("h1", {
						class: "brand",
						children: [
							/* @__PURE__ */ a("span", {
								class: "mark",
								"aria-hidden": "true"
							}),
							" Ringline ",
							/* @__PURE__ */ a("span", {
								class: "sr",
								children: say("app.title")
							})
						]
					}),
					/* @__PURE__ */ a(Status, {}),
					/* @__PURE__ */ a("span", {
						class: "who",
						children: agent.value?.name
					}),
					/* @__PURE__ */ a(BookButton, {}),
					/* @__PURE__ */ a(PaletteButton, {}),
					/* @__PURE__ */ a(Settings, {})
				]
			}),
			/* @__PURE__ */ a(LinkBar, {}),
			/* @__PURE__ */ a("main", {
				class: "panes",
				children: [/* @__PURE__ */ a(List, {}), /* @__PURE__ */ a(Middle, {})]
			}),
			/* @__PURE__ */ a(Why, {}),
			/* @__PURE__ */ a(Rings, {}),
			/* @__PURE__ */ a(Doing, {}),
			/* @__PURE__ */ a(Toasts, {})
		]
	});
}
/** Beside the lists: everybody who is known. */
function BookButton() {
	const isOpen = place.value.page === "contacts";
	return /* @__PURE__ */ a("button", {
		type: "button",
		class: "to-contacts",
		"aria-label": say("contact.book"),
		"data-deed": "contacts.open",
		"aria-pressed": isOpen,
		onClick: () => goTo(isOpen ? {} : { page: "contacts" }),
		children: [/* @__PURE__ */ a("svg", {
			class: "icon",
			viewBox: "0 0 24 24",
			"aria-hidden": "true",
			children: /* @__PURE__ */ a("path", { d: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-5 4-7 8-7s8 2 8 7" })
		}), /* @__PURE__ */ a("span", {
			class: "label",
			children: say("contact.book")
		})]
	});
}
function Middle() {
	if (place.value.page === "contacts") return /* @__PURE__ */ a(Lazy, { name: "ContactsPage" });
	const interaction = chosen.value;
	if (!interaction) return /* @__PURE__ */ a("section", {
		class: "thread nothing",
		"aria-label": say("thread.none"),
		children: /* @__PURE__ */ a("p", { children: say(legs.value.length > 0 ? "thread.none" : "list.empty") })
	});
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a(Thread, { interaction }, interaction), viewOf(interaction) && /* @__PURE__ */ a(Context, { interaction }, `about ${interaction}`)] });
}
// src/desk/frames.ts
/** Everything that changes between two frames of the screen is drawn at once; a hidden page, which has none, soon. */
var HIDDEN_MS = 100;
n$1.debounceRendering = (draw) => {
	const go = () => {
		cancelAnimationFrame(frame);
		clearTimeout(timer);
		draw();
	};
	const frame = requestAnimationFrame(go);
	const timer = setTimeout(go, HIDDEN_MS);
};
// src/desk/returning.ts
/** Parked work that comes back while the agent looks elsewhere is told: by its time, or by the consumer's reply. */
/** For the life of the page. */
function startReturning() {
	let parked = /* @__PURE__ */ new Set();
	x(() => {
		for (const leg of legs.value) if (parked.has(leg.leg) && leg.state === "active" && leg.interaction !== chosen.peek()) toast("parked.back", { name: leg.consumer_name || leg.subject || say("ring.unknown") });
		parked = new Set(legs.value.filter((leg) => leg.state === "parked").map((leg) => leg.leg));
	});
}
// src/desk/main.tsx
/** The agent desk. */
startSession();
keepFound();
startKeys();
startRinging();
startReturning();
startDelivering();
Q(/* @__PURE__ */ a(App, {}), document.getElementById("desk"));
export { $, A$1 as A, CommandFailed, Dialog, SessionOver, T, a, account, attempt, client, connection, d$2 as d, failureText, goTo, place, say, toast, y$1 as y };
