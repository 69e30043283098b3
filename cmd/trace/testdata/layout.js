// The script of TestPageLayout: a list of what is wrong with the page.
const press = (key, shiftKey) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }))
const rectangle = id => { const r = document.querySelector(id).getBoundingClientRect(); return [r.x, r.y, r.width, r.height].map(Math.round).join() }
const colours = {}
const colour = s => colours[s] = colours[s] || (() => { const c = document.createElement("canvas").getContext("2d"); c.fillStyle = s; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data] })()
const luminance = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
function behind(e) {
	for (; e; e = e.parentElement) {
		const c = colour(getComputedStyle(e).backgroundColor)
		if (c[3] === 255) return c
	}
	return colour(getComputedStyle(document.body).backgroundColor)
}
function legible(where) {
	for (const e of document.querySelectorAll("#app *")) {
		const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())
		if (!own || !e.checkVisibility() || e.closest(":disabled")) continue
		const style = getComputedStyle(e)
		if (parseFloat(style.fontSize) < 13 && parseFloat(style.fontSize) > 0) wrong.push(`${where}: ${style.fontSize} is the size of ${e.outerHTML.slice(0, 80)}`)
		const text = luminance(colour(e instanceof SVGElement ? style.fill : style.color)), paper = luminance(behind(e))
		const contrast = (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05)
		if (contrast < 4.5 && parseFloat(style.fontSize) > 0) wrong.push(`${where}: the contrast is ${contrast.toFixed(2)} of ${e.outerHTML.slice(0, 80)}`)
	}
}

// The text of a step writes out what an entry is: a result is not itself.
function written(where) {
	const [name, right] = byId("sum").firstChild ? byId("sum").firstChild.textContent.split(" = ") : []
	if (name && name === right) wrong.push(`${where}: ${name} is said to be itself`)
}

const names = new Set()
for (const [index, n] of data.networks.entries()) {
	byId("nets").value = index
	byId("nets").dispatchEvent(new Event("change"))
	press("Home")
	const first = rectangle("nav") + " " + rectangle("#net")
	for (let i = 0; ; i++) {
		const where = `${n.Name}, ${state.frames[i].step}, layer ${state.frames[i].layer}`
		if (state.at !== i) wrong.push(`${where}: the page is at ${state.at}`)
		if (rectangle("nav") + " " + rectangle("#net") !== first) wrong.push(`${where}: the drawing or the steps moved from ${first} to ${rectangle("nav")} ${rectangle("#net")}`)
		if (tooWide()) wrong.push(`${where}: too wide by ${tooWide()}`)
		for (const td of document.querySelectorAll("#net b, #net button, .slot, #steps button")) if (td.scrollWidth > td.clientWidth + 1 && td.clientWidth > 0) wrong.push(`${where}: no room for ${td.outerHTML.slice(0, 90)}`)
		if (!state.frames[i].formula || /\?|undefined|NaN/.test(byId("formula").textContent + byId("sum").textContent + byId("rows").textContent + byId("net").textContent + byId("side").textContent)) wrong.push(`${where}: ${byId("formula").textContent} ${byId("rows").textContent}`)
		if (document.querySelectorAll("#steps [aria-current]").length !== 1) wrong.push(`${where}: not one step is the current one`)
		if (!document.querySelector("#lines [aria-current]").textContent.startsWith(state.frames[i].step)) wrong.push(`${where}: another line is lit`)
		if (!byId("live").textContent.startsWith(state.frames[i].step)) wrong.push(`${where}: the live region says ${byId("live").textContent}`)
		if (i % 8 === 6) legible(where)
		written(where)
		names.add(state.frames[i].step)
		if (i === state.frames.length - 1) break
		press("ArrowRight")
	}
}
if (names.size !== 20) wrong.push("the steps are " + [...names])

// Keys: Shift leaves the bookkeeping out, Home and End go to the ends.
press("Home")
const visited = []
for (let i = 0; i < 99; i++) { const at = state.at; press("ArrowRight", true); if (state.at === at) break; visited.push(state.frames[state.at].step) }
if (visited.some(s => BOOKKEEPING.includes(s)) || visited.at(-1) !== "B20") wrong.push("with Shift one comes to " + visited)
press("ArrowLeft")
if (state.at !== state.frames.length - 2) wrong.push("the left arrow leads to " + state.at)
press("End")
if (state.at !== state.frames.length - 1) wrong.push("End leads to " + state.at)
// What a mouse can click is a control that a keyboard comes to; a line is a port.
for (const e of document.querySelectorAll("#app *")) if ((e.onclick || e.onmouseenter) && !e.matches("button, path")) wrong.push("a keyboard does not come to " + e.outerHTML.slice(0, 80))
for (const e of document.querySelectorAll("#app button, #app input, #app select")) if (e.tabIndex < 0 && !e.closest("#steps, #lines, #net") || e.checkVisibility() && !(e.textContent + e.title + e.ariaLabel + (e.closest("label") || e).textContent).trim()) wrong.push("no name: " + e.outerHTML.slice(0, 80))

for (const id of ["steps", "lines", "net"]) {
	const stops = [...byId(id).querySelectorAll("button")].filter(b => b.tabIndex === 0)
	if (stops.length !== 1) wrong.push(id + " is not one stop: " + stops.length)
	stops[0].focus()
	stops[0].dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true, cancelable: true }))
	if (document.activeElement === stops[0]) wrong.push("in " + id + " an arrow leads nowhere")
}

// What is typed for x counts.
const input = drawn.inputs.find(i => i.name === "x").input, costBefore = state.cost
input.value = "0,25"
input.dispatchEvent(new Event("input"))
if (state.x[0][0] !== 0.25 || state.cost === costBefore) wrong.push("x cannot be changed: " + state.x + ", " + state.cost)

// An address gives back what was seen.
start(0)
state.frames = null
rebuilt()
choose({ kind: "w", layer: 2, j: 1, k: 0 })
byId("slider").value = "-1.5"
byId("slider").dispatchEvent(new Event("input"))
byId("mistakes").value = "no-prime-hidden"
byId("mistakes").dispatchEvent(new Event("change"))
goTo(21)
point(1, 2, 0)
const before = JSON.stringify([state.net, state.x, state.at, state.pick, state.chosen, state.bug, state.cost]), address = state.address
start(1)
state.bug = ""
location.hash = address
fromAddress()
if (JSON.stringify([state.net, state.x, state.at, state.pick, state.chosen, state.bug, state.cost]) !== before) wrong.push("the address gives other numbers: " + address)

// A mistake leads to its step, and one that fails says so there.
for (const [mistake, step] of [["sigma-for-prime", "B16"], ["no-transpose", "B17"]]) {
	byId("mistakes").value = mistake
	byId("mistakes").dispatchEvent(new Event("change"))
	const frame = state.frames[state.at]
	if (frame.step !== step || Boolean(frame.failed) !== byId("rows").textContent.includes("panic: matrix: Dot")) wrong.push(mistake + " leads to " + frame.step + ": " + byId("rows").textContent)
	if (!frame.failed && (state.derivatives.find(p => same(p, state.chosen)).right)) wrong.push(mistake + " is not where the page looks: " + said(state.chosen))
	if (!byId("why").textContent.includes(data.words.without)) wrong.push(mistake + ": the text is not said to be of the right code")
	if (!byId("lines").querySelector(".wrong.on")) wrong.push(mistake + " is not in the code shown")
	legible(mistake)
	goTo(99)
	if (!frame.failed && (!document.querySelector("#net .value.off") || !byId("rows").querySelector(".entry.off"))) wrong.push(mistake + ": no wrong δ is marked")
}

// Prediction: the result is hidden; a right entry is found right, one without σ′ is told.
state.bug = ""
start(0)
state.frames = null
rebuilt()
byId("predict").click()
goTo(state.frames.findIndex(f => f.step === "B17"))
const row = state.frames[state.at].rows.at(-1)
point(state.frames[state.at].rows.length - 1, 0, 0)
const shown = text(row.at(-1).m[0][0])
const question = () => byId("asked").textContent + byId("sum").textContent
const asked = question()
if (!asked.startsWith("δ21") || !asked.endsWith("?")) wrong.push("B17 asks for " + asked)
const places = rectangle("#rows")
for (const b of byId("rows").querySelectorAll(".entry")) {
	b.dispatchEvent(new MouseEvent("mouseenter"))
	b.dispatchEvent(new MouseEvent("mouseleave"))
	if (question() !== asked) wrong.push("the mouse on its way changes the question to " + question())
}
byId("rows").querySelector(".entry").click()
if (state.pick.r !== 1) wrong.push("what is printed is asked for")
if (byId("rows").lastElementChild.querySelector(".result").textContent.includes(shown) || byId("net").textContent.includes("−0.028")) wrong.push("the result is not hidden")
const type = v => { byId("answer").value = v; byId("prediction").dispatchEvent(new Event("submit", { cancelable: true })) }
type(text(row[0].m[0][0]))
if (!/σ′/.test(byId("said").textContent)) wrong.push("without σ′ the page says " + byId("said").textContent)
type("abc")
if (byId("said").textContent !== data.words.number) wrong.push("of no number the page says " + byId("said").textContent)
type("-0,03")
if (byId("said").textContent !== data.words.rounded) wrong.push("of few decimals the page says " + byId("said").textContent)
type("7")
if (rectangle("#rows") !== places) wrong.push("the matrices move from " + places + " to " + rectangle("#rows"))
if (!byId("said").textContent.startsWith("✗")) wrong.push("7 is taken: " + byId("said").textContent)
type(shown)
if (!byId("said").textContent.startsWith("✓") || !byId("rows").textContent.includes(shown)) wrong.push("the right entry is not taken: " + byId("said").textContent)
if (rectangle("#rows") !== places) wrong.push("the answer moves the matrices to " + rectangle("#rows"))
byId("predict").focus()
byId("predict").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }))
if (state.frames[state.at].step !== "B18" || document.activeElement !== byId("answer")) wrong.push("the arrow on the checkbox leads to " + state.frames[state.at].step)
goTo(state.frames.findIndex(f => f.step === "B13"))
if (byId("slope").textContent + byId("difference").textContent !== "??") wrong.push("beside the question of B13 stands its answer")
goTo(state.frames.length - 1)
if (byId("rows").textContent.includes("?")) wrong.push("B20 asks for what is known")
byId("predict").click()

// With a mistake, what the right code gives is not said to be the mistake's.
const visit = hash => { location.hash = hash; fromAddress() }
visit("#step=15&mistake=sign-flipped")
byId("predict").click()
type("−0.1081")
if (byId("said").textContent !== "✗ " + data.words.unspoiled) wrong.push("of the right code's δ the page says " + byId("said").textContent)
if (byId("slope").textContent + byId("difference").textContent !== "??") wrong.push("before B13 stands its answer")
byId("predict").click()

// Addresses that nobody wrote lead to what there is.
for (const [hash, step, of] of [["#step=1.5", "B2", "w³₁₁"], ["#step=-5", "B1", "w³₁₁"], ["#step=1e9", "B20", "w³₁₁"], ["#of=w,2.5,0,0", "B1", "w³₁₁"], ["#of=b,2,2,0", "B1", "b²₃"],
	...["__proto__", "constructor", "toString", "null"].map(name => ["#mistake=" + name, "B1", "w³₁₁"])]) {
	visit(hash)
	const at = [state.frames[state.at].step, said(state.chosen), state.bug] + ""
	if (at !== [step, of, ""] + "") wrong.push(hash + " leads to " + at)
}

// A mistake opens where it shows; the lines that it changes are marked, and no others.
for (const [mistake, opens, changed] of [["biases-zero", "B12", "B12,B18"], ["biases-summed", "B12", "B12,B18"], ["error-carried", "B17", "B11,B17"]]) {
	byId("mistakes").value = mistake
	byId("mistakes").dispatchEvent(new Event("change"))
	const marked = [...new Set([...byId("lines").querySelectorAll(".wrong")].map(li => li.dataset.step))] + ""
	if (state.frames[state.at].step !== opens || marked !== changed) wrong.push(`${mistake} opens at ${state.frames[state.at].step} and marks ${marked}, want ${opens} and ${changed}`)
}
visit("#step=16&of=b,3,1,0&mistake=biases-zero")
if (byId("formula").lastElementChild.textContent !== "∂C/∂b3 = 0" || byId("rows").querySelectorAll("table").length !== 2) wrong.push("a gradient that stays 0 is shown as " + byId("formula").textContent)
visit("#step=16&mistake=biases-summed")
if (!byId("formula").textContent.includes("= 1 δ")) wrong.push("a matrix of ones is called " + byId("formula").textContent)

// Each rate that is finite counts; of the rest the page says what is wanted.
for (const [written, eta] of [["0", 0], ["-3", -3], ["abc", -3], ["", -3], ["1e308", 1e308], ["Infinity", 1e308]]) {
	visit("#step=0")
	Object.assign(state, { eta })
	byId("eta").focus()
	byId("eta").value = written
	byId("eta").dispatchEvent(new Event("input"))
	if (state.eta !== eta || byId("eta").validity.valid !== (numeral(written) === eta)) wrong.push(`η ${written} is ${state.eta}, ${byId("eta").validationMessage}`)
	takeStep()
	if (state.stepped || state.history.length !== (byId("eta").validity.valid ? 2 : 0)) wrong.push(`η ${written} gives ${state.stepped} ${state.history}`)
}
byId("eta").blur()
for (const hash of ["#eta=-3", "#w=1e308,1e308,-1e308", "#y=1e200"]) {
	visit(hash)
	takeStep()
	if (byId("app").querySelector(".off") || byId("all").textContent.includes("✗") || state.stepped) wrong.push(`${hash}: right code is called wrong: ${byId("all").textContent} ${state.stepped}`)
	if ((byId("all").textContent === data.words.overflow) !== /w|y/.test(hash)) wrong.push(hash + ": " + byId("all").textContent)
}

// What the page asks for stays until it is done; a step taken before is no answer.
visit("#eta=3")
takeStep()
for (const [mistake, hint] of [["summed", "update"], ["not-transposed", "nothing"]]) {
	byId("mistakes").value = mistake
	byId("mistakes").dispatchEvent(new Event("change"))
	if (!byId("all").textContent.includes(data.words[hint])) wrong.push(mistake + ": " + byId("all").textContent)
}

// The focus goes on with the code.
visit("#step=14")
const onCode = byId("lines").querySelector(".on button")
onCode.focus()
onCode.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }))
if (document.activeElement.closest("li")?.dataset.step !== state.frames[state.at].step) wrong.push("the focus stays on " + document.activeElement.outerHTML.slice(0, 80))
visit("#step=0")

// Gradient descent: the cost falls, and back to the start it is what it was.
const cost0 = state.cost
for (let i = 0; i < 5; i++) byId("take").click()
if (!(state.cost < cost0) || state.history.length !== 6 || byId("costs").querySelectorAll("circle").length !== 6) wrong.push("five steps: " + state.history)
byId("reset").click()
if (state.cost !== cost0) wrong.push("the start has another cost: " + state.cost)

// A number of the drawing and the name of an operand lead to the step that made them.
goTo(state.frames.findIndex(f => f.step === "B17"))
byId("rows").querySelector(".origin[data-at]").click()
if (state.frames[state.at].step !== "B11") wrong.push("δ of the last layer leads to " + state.frames[state.at].step)
drawn.neurons[0].values[1].click()
if (state.frames[state.at].step !== "B9" || state.frames[state.at].layer !== 2) wrong.push("a of layer 2 leads to " + state.frames[state.at].step)
