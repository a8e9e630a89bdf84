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
var PATIENCE_MS = 6e4;
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
		const signal = AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS);
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
		offers: drop(view.offers, "offer", data.offer)
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
		connecting: drop(view.connecting, "leg", agent.leg)
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
		agents: drop(view.agents, "leg", leg),
		monitors: drop(view.monitors, "leg", leg)
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
		connecting: drop(view.connecting, "leg", leg)
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
		legs: change(view.legs, "leg", leg, fields)
	};
}
/** The conversation part is not over. Who listens has none. */
var isTalking$1 = (leg) => leg.kind !== "monitor" && leg.state !== "wrapping" && leg.state !== "ended";
var legOf = (view, leg) => view.legs.find((one) => one.leg === leg);
var noIdle = (view) => ({
	...view,
	idle_closes_at_ms: void 0
});
function kept(legs) {
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
			legs: kept(put(view.legs, leg, "leg"))
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
	if (view.legs.some(isTalking$1)) return "active";
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
		rows: interaction === void 0 ? view.rows : drop(view.rows, "interaction", interaction)
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
	"link.expiring": "Your sign-in ends soon. Paste a new token, or open a new sign-in link in this browser.",
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
	"mail.earlier": "Earlier mails",
	"mail.from": "From",
	"mail.reply_to": "Answers to",
	"mail.diverted": "{sender} wrote this mail, and it asks for answers to another address: {names}",
	"mail.to_sender": "Write to {sender} instead",
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
	"mail.failures": "Mails that did not arrive",
	"mail.failed_to": "Not delivered to {name}",
	"mail.failed_told": "Your mail to {name} was not delivered. The other server said: {reason}",
	"mail.failed_look": "Look",
	"mail.retry_supervisor": "It is closed: a supervisor can have it sent again.",
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
	"call.take": "Talk from here",
	"call.mute": "Mute",
	"call.camera": "Camera on / off",
	"upgrade.voice": "Ask for a call",
	"upgrade.video": "Ask for video",
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
	"over.stopped": "The server ended the connection",
	"over.stopped_help": "It does not understand this page ({reason}). Load the desk anew to go on.",
	"over.anew": "Load the desk anew",
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
	"ended.failed": "The call with {name} did not come about. {why} They keep their place in line, and it is not counted as missed.",
	"failed.agent": "No sound came through from here in time.",
	"failed.consumer": "No sound came through from the other side in time.",
	"failed.other": "No sound came through in time.",
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
	"thread.new_below": "New messages",
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
	"link.expiring": "Su sesión termina pronto. Pegue un token nuevo o abra un enlace nuevo en este navegador.",
	"link.renew": "Seguir",
	"link.fault": "El servidor tuvo un fallo. Su trabajo está guardado; reconectando …",
	"link.slow": "Este equipo no pudo seguir el ritmo. Reconectando …",
	"link.overloaded": "El servidor no admite sesiones nuevas ahora. Reintentando …",
	"link.too_many": "Tiene la sesión abierta en demasiados dispositivos. Ciérrela en otro; reintentando …",
	"link.too_fast": "Se pidió demasiado a la vez. Reintentando …"
};
// src/desk/words_mail_es.ts
var MAIL_ES = {
	"mail.earlier": "Correos anteriores",
	"mail.from": "De",
	"mail.reply_to": "Respuestas a",
	"mail.diverted": "Este correo es de {sender} y pide que se responda a otra dirección: {names}",
	"mail.to_sender": "Escribir a {sender}",
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
	"mail.failures": "Correos que no llegaron",
	"mail.failed_to": "No entregado a {name}",
	"mail.failed_told": "Su correo a {name} no se entregó. El otro servidor dijo: {reason}",
	"mail.failed_look": "Ver",
	"mail.retry_supervisor": "Está cerrada: una supervisora o un supervisor puede hacer que se envíe de nuevo.",
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
	"call.take": "Hablar desde aquí",
	"call.mute": "Silenciar",
	"call.camera": "Cámara sí / no",
	"upgrade.voice": "Proponer llamada",
	"upgrade.video": "Proponer vídeo",
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
	"over.stopped": "El servidor ha cerrado la conexión",
	"over.stopped_help": "No entiende esta página ({reason}). Vuelva a cargar el escritorio para seguir.",
	"over.anew": "Volver a cargar el escritorio",
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
	"ended.failed": "La llamada con {name} no llegó a establecerse. {why} Conserva su puesto en la cola y no cuenta como perdida.",
	"failed.agent": "Desde aquí no llegó sonido a tiempo.",
	"failed.consumer": "Desde el otro lado no llegó sonido a tiempo.",
	"failed.other": "No llegó sonido a tiempo.",
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
	"thread.new_below": "Mensajes nuevos",
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
var KEPT$1 = "ringline.language";
var first = () => navigator.language.startsWith("es") ? "es" : "en";
var language = y$1(localStorage.getItem(KEPT$1) ?? first());
var more = y$1({
	en: {},
	es: {}
});
var words = O(() => ({
	...language.value === "es" ? ES : EN,
	...more.value[language.value]
}));
/** Words of a part that is read when it is wanted. */
function learn(en, es) {
	more.value = {
		en: {
			...more.peek().en,
			...en
		},
		es: {
			...more.peek().es,
			...es
		}
	};
}
/** Chosen, and kept on this device. */
function chooseLanguage(chosen) {
	language.value = chosen;
	localStorage.setItem(KEPT$1, chosen);
}
/** The text for a word, filled in. */
function say(word, filling = {}) {
	return (words.value[word] ?? word).replaceAll(/\{(\w+)\}/g, (_, name) => String(filling[name] ?? ""));
}
/** The text for a word made of a closed set that may grow: what is not known here is said as it is. */
function sayOr(word, instead, filling = {}) {
	return word in words.value ? say(word, filling) : instead;
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
	return formats.value[isToday ? "today" : "dated"].format(atMs);
}
/** The time of day to the second. */
var preciseTime = (atMs) => formats.value.precise.format(atMs);
/** Made once for a language: making one takes longer than a thousand uses. */
var formats = O(() => {
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
var place = y$1(placeOf(location.hash));
/** What an address says; nonsense says nothing. */
function placeOf(hash) {
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
function arrived() {
	if (location.hash.startsWith("#token=")) return;
	const next = placeOf(location.hash);
	if (hashOf(next) !== hashOf(place.peek())) place.value = next;
}
addEventListener("popstate", arrived);
addEventListener("hashchange", arrived);
// src/desk/token.ts
/** The token that the client shows at every hello. A stale one is not shown again: the hello waits for a newer one. */
var KEPT = "ringline.token";
var Bearer = class {
	/** It has expired, or was revoked. */
	isStale = false;
	waiting = [];
	get token() {
		return sessionStorage.getItem(KEPT) ?? void 0;
	}
	/** For the client. */
	async give() {
		if (!this.isStale && this.token) return this.token;
		return new Promise((resolve) => this.waiting.push(resolve));
	}
	supply(token) {
		sessionStorage.setItem(KEPT, token);
		this.isStale = false;
		for (const resolve of this.waiting.splice(0)) resolve(token);
	}
	forget() {
		sessionStorage.removeItem(KEPT);
		this.isStale = false;
		this.waiting = [];
	}
};
var bearer = new Bearer();
var keep = () => bearer.token;
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
/** The page is in sight: what it shows is read. */
var isInSight = y$1(!document.hidden);
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
var EXPIRED = /* @__PURE__ */ new Set([4200, 4201]);
var REFUSED = /* @__PURE__ */ new Set([4300, 4307]);
function connected(next) {
	const before = connection.value;
	connection.value = next;
	if (next.state === "lost" && next.code === RESTART) isRestarting.value = true;
	if (next.state === "lost" && EXPIRED.has(next.code)) bearer.isStale = true;
	if (next.state === "live" || next.state === "over") isRestarting.value = false;
	if (next.state === "live") {
		if (wasLive.value && before.state !== "live") toast(next.resumed ? "link.resumed" : "link.fresh");
		wasLive.value = true;
	}
	if (next.state !== "over") return;
	if (next.code === 1e3) leave("signin.out");
	else if (REFUSED.has(next.code)) leave("signin.refused");
}
function leave(why) {
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
	setTimeout(() => dismiss(told.id), TOAST_MS);
}
function dismiss(id) {
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
function choose(interaction) {
	goTo({ interaction });
}
setInterval(() => now.value = client.value?.principal ? client.value.serverNowMs() : Date.now(), TICK_MS);
addEventListener("online", () => (isOnline.value = true, client.value?.nudge()));
addEventListener("offline", () => isOnline.value = false);
document.addEventListener("visibilitychange", () => {
	isInSight.value = !document.hidden;
	if (isInSight.value) client.value?.nudge();
});
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
// src/desk/mine.ts
var LIVE = /* @__PURE__ */ new Set([
	"messaging",
	"voice",
	"video"
]);
var isTalking = (leg) => leg.kind !== "monitor" && leg.state !== "wrapping" && leg.state !== "ended";
/** Who hears the call and says nothing in it. */
var listeners = (view) => view.legs.filter(({ kind, state }) => kind === "monitor" && state !== "ended");
/** The agent's talking leg, else the one that is wrapped up, else the one that owes a disposition, else the last. */
function myLeg(view) {
	const mine = view.legs.filter((leg) => leg.agent === agent.value?.agent && leg.kind !== "monitor");
	return mine.find(isTalking) ?? mine.find((leg) => leg.state === "wrapping") ?? mine.find((leg) => leg.outcome?.needs_disposition) ?? mine.at(-1);
}
/** The agent answered the call; its media is waited for. */
var isConnecting = (view) => view.offers.some((offer) => offer.state === "accepting" && offer.agent === agent.value?.agent);
/** Colleagues who take part now. */
function colleagues(view) {
	return view.legs.filter((leg) => isTalking(leg) && leg.agent !== agent.value?.agent);
}
var consumerName = (view) => view.consumer.name || view.consumer.phone || view.consumer.email || say("ring.unknown");
export { $, A$1 as A, CommandFailed, F$1 as F, LIMITS, LIVE, O, P, Q, SessionOver, T, a, agent, attempt, bearer, choose, chooseLanguage, chosen, client, clockTime, colleagues, complete, connection, consumerName, d$2 as d, dismiss, failureText, goTo, hashOf, isConnecting, isInSight, isOnline, isReachable, isRestarting, isTalking, keep, language, learn, legs, listeners, myLeg, n$1 as n, newName, now, offers, onEvent, onNotice, onPassing, place, preciseTime, r, reasonText, say, sayOr, signIn, signInProblem, signOut, span, supply, tellFailure, toast, toasts, typing, useSignal, views, w$2 as w, wantsToWrite, wasLive, x, y$1 as y };
