// Prediction: the step's result is covered until the reader has found an entry.

// isHidden reports whether a frame's result is covered. B20 gives nothing new.
const isHidden = frame => state.predict && !state.answered.has(state.at) && !frame.failed && frame.rows.length > 0 && frame.step !== "B20"

// numeral reads a number as people write it: with a comma, with a real minus sign.
const numeral = written => written.trim() === "" ? NaN : Number(written.replace(",", ".").replace("−", "-"))

function showPrediction(frame, hidden) {
	byId("prediction").hidden = !hidden
	byId("answer").value = byId("said").textContent = ""
	const results = [...byId("rows").querySelectorAll(".result table")]
	if (hidden) for (const b of results.at(-1).querySelectorAll("button")) b.textContent = "?"
}

// answer holds what the reader typed against the step, and if it is wrong,
// against what the right code and the known mistakes would give there.
function answer() {
	const frame = state.frames[state.at], { j, k } = state.pick
	const written = byId("answer").value.trim(), typed = numeral(written)
	const value = f => f?.rows.at(-1)?.at(-1).m?.[j]?.[k]
	const near = v => Math.abs(typed - v) <= 0.01 * Math.abs(v) + 6e-5
	const say = words => { byId("said").textContent = words }
	if (isNaN(typed)) return say(data.words.number)
	if (near(value(frame))) return reveal("✓ " + data.words.guessed)
	const decimals = (written.split(/[.,]/)[1] || "").length
	if (Math.abs(typed - value(frame)) <= 0.5 * 10 ** -decimals) return say(data.words.rounded)
	const gives = name => value(record(programs[name], state.net, state.x, state.y).frames.find(f => f.step === frame.step && f.layer === frame.layer))
	if (near(gives(""))) return say("✗ " + data.words.unspoiled)
	const found = data.mistakes.find(m => near(gives(m.Name)))
	say("✗ " + (found ? data.words.known.replace("{m}", found.Text) : near(-value(frame)) ? data.words.sign : data.words.unknown))
}

// numberIn is the number that stands in an input. One that is none is marked there.
function numberIn(input) {
	const v = numeral(input.value)
	input.setCustomValidity(isFinite(v) ? "" : data.words.number)
	return input.reportValidity() ? v : NaN
}

// renew writes a number into an input, unless the reader is typing there.
function renew(input, v) {
	if (document.activeElement === input) return
	input.value = String(v)
	input.setCustomValidity("")
}

// reveal uncovers the result. The keyboard, if it was in the answer, is then at
// what comes next.
function reveal(words) {
	const inForm = byId("prediction").contains(document.activeElement)
	state.answered.add(state.at)
	show()
	byId("said").textContent = words
	if (inForm) byId("next").focus({ preventScroll: true })
}
