/** The little of a browser that the editor's schema asks for when it is built. */
import { Window } from 'happy-dom'

const window = new Window()
Object.assign(globalThis, { window, document: window.document, Node: window.Node, HTMLElement: window.HTMLElement, DOMParser: window.DOMParser })
