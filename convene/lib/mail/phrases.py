"""What mail programs write around a message, in the languages that people use, matched a line at a time."""

from __future__ import annotations

import re

WROTE = (
    r"wrote|writes|said|says|schrieb|schreibt|a écrit|ecrit|écrivait|escribió|escribio|escribe|escreveu|ha"
    r" scritto|scrisse"
    r"|skrev|skriver|kirjoitti|napisała?|napisał\(a\)|napsal|napsala|napsal\(a\)|написа[влн][аи]?|пишет|пише|schreef|yazdı|írta"
    r"|έγραψε|a scris|rašė|rakstīja|kirjutas|je napisao|je napisala|ha escrit|idatzi du|ký viết|menulis"
)
FAR_EAST = "写道|寫道|さんは書きました|さんが書きました|のメッセージ|작성|님이 쓴 글|كتب|כתב|เขียน"
ATTRIBUTION = re.compile(
    rf"^Quoting .{{3,100}}:\s*$|(?:^|\W)(?:{WROTE})(?:\W.{{0,80}})?[:：]?\s*\\?$|(?:{FAR_EAST}).{{0,20}}$"
    r"|^.{0,80}\d{1,4}[-./ ]\s?\w{1,10}[-./, ]{1,2}\d{1,4}\b.{0,200}[:：]\s*\\?$",
    re.IGNORECASE,
)
SURE_ATTRIBUTION = re.compile(
    rf"^Quoting .{{3,100}}:\s*$|(?:On|Am|Le|El|Em|Il|Den|Op|W dniu|Dne|Dana|На|On the|Quoting|Le|A|Il giorno|Em"
    rf"|Pe|Dnia)\b.{{0,60}}\d.{{0,200}}"
    rf"\b(?:{WROTE})\s?(?:\W.{{0,60}})?[:：]\s*\\?$|\d{{4}}[-/年].{{0,120}}(?:{FAR_EAST}|\b(?:{WROTE}))\s?[:：]\s*$"
    r"|\d{4}-\d\d-\d\d,? \d{1,2}:\d\d.{0,20} .{2,100}:\s*$",
    re.IGNORECASE,
)
ATTRIBUTION_BEGINS = re.compile(
    r"(?:On|Am|Le|El|Em|Il|Den|Op|W dniu|Dne|На|At|Quoting|Pe|Dnia|Il giorno|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?)\b"
    r"|\d{4}[-/年]|\d{1,2}[./-]\d"
)

ORIGINAL = re.compile(
    r"[\s*>]{0,10}[-_=]{2,}\s?(?:Begin )?(?:Original(?:nachricht| message| appointment|meddelande|-Nachricht)?"
    r"|Ursprüngliche"
    r" (?:Nachricht|E-?Mail|Mail)|Message d['’ ]?origine|Mensaje original|Mensagem original|Messaggio originale"
    r"|Oorspronkelijk bericht|Ursprungligt meddelande|Oprindelig meddelelse|Opprinnelig melding|Alkuperäinen viesti"
    r"|Wiadomość oryginalna|Исходное сообщение|Původní zpráva|Eredeti üzenet|Orijinal Mesaj|原始邮件|原郵件"
    r"|元のメッセージ"
    r"|원본 메일|Reply message|Quoted text)[^\n]{0,60}?[-_=]{2,}\s*\\?$",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"[\s*>]{0,10}(?:[-_=]{2,}\s?(?:Begin )?(?:Forwarded|Forward|Weitergeleitete|Message (?:transféré|réexpédié)"
    r"|Mensaje"
    r" reenviado|Mensagem encaminhada|Messaggio inoltrato|Doorgestuurd|Vidarebefordrat|Videresendt|Välitetty|Wiadomość"
    r" przekazana|Пересылаемое|Přeposlaná|Továbbított|İletilen|转发|轉寄|転送)[^\n]{0,160}|Begin forwarded message:"
    r"|Anfang der weitergeleiteten (?:Nachricht|E-?Mail):|Début du message (?:réexpédié|transféré)\s?:|Inizio messaggio"
    r" inoltrato:|Inicio del mensaje reenviado:|Begin doorgestuurd bericht:|Vidarebefordrat brev:)[\s*\\]{0,4}$",
    re.IGNORECASE,
)
# ">>> Ana Lee 04.08.2007 13:00 >>>", as GroupWise begins an unmarked original.
GROUPWISE = re.compile(r">>> [^>\n]{3,160} >>>\s*$")
FROM_LABEL = re.compile(
    r"[\s*_]{0,8}(?:From|Von|De|Da|Van|Från|Fra|Od|От|Від|Lähettäjä|Kimden|Feladó|Expéditeur|De la|Από|发件人"
    r"|發件人|寄件者|差出人"
    r"|보낸 ?사람|מאת|من)\s?[*_]{0,2}\s?[:：]\s?[*_]{0,2}\s?\S",
    re.IGNORECASE,
)
OTHER_LABEL = re.compile(
    r"[\s*_]{0,8}(?:Sent|Date|To|Cc|Subject|Reply-To|Gesendet|An|Betreff|Datum|Envoyé|Date|À|Objet|Enviado"
    r"|Enviada(?: em)?"
    r"|Para|Fecha|Asunto|Assunto|Data|Inviato|A|Oggetto|Verzonden|Aan|Onderwerp|Skickat|Till|Ämne|Sendt|Til|Emne|Dato"
    r"|Wysłano|Do|Temat|Отправлено|Кому|Копия|Тема|Дата|Надіслано|Lähetetty|Päiväys|Vastaanottaja|Aihe|Odesláno|Komu|Předmět"
    r"|Gönderildi|Kime|Konu|Tarih|Elküldve|Címzett|Tárgy|发送时间|發送時間|日期|收件人|抄送|主题|主旨|送信日時"
    r"|日付|宛先|件名|보낸 ?날짜|받는 ?사람|제목"
    r"|Importance|Priority)\s?[*_]{0,2}\s?[:：]",
    re.IGNORECASE,
)

DELIMITER = re.compile(r"(?:\\?--|—|&mdash;|\\-\\-) ?\\?$")
SENT_FROM = re.compile(
    r"\s*(?:(?:Sent|Composed) (?:from|via|using|with) (?:my|an?|the)? ?[\w®™.'’-]{2,30}(?:"
    r" [\w®™.'’()-]{1,20}){0,6}|Get Outlook"
    r" for [^\n]{3,60}|Von meinem [^\n]{3,50} gesendet|Gesendet (?:von|mit|aus) [^\n]{3,60}|Envoyé (?:de|depuis"
    r"|à partir)"
    r" [^\n]{3,60}|Enviad[oa] (?:desde|do|de|a partir|pelo) [^\n]{3,60}|Inviato da[l ]? ?[^\n]{3,60}|Verzonden"
    r" (?:vanaf|van|met)"
    r" [^\n]{3,60}|Skickat från [^\n]{3,60}|Sendt fra [^\n]{3,60}|Lähetetty [^\n]{3,60}|Wysłan[eo] z [^\n]{3,60}"
    r"|Отправлено"
    r" (?:с|из) [^\n]{3,60}|发自我的[^\n]{1,40}|[^\n]{2,30}から送信|나의 [^\n]{2,30}에서 보냄)\.?\s*$",
    re.IGNORECASE,
)
DISCLAIMER = re.compile(
    r"[\s*_-]{0,6}(?:(?:CONFIDENTIAL(?:ITY)?|DISCLAIMER|PRIVILEGED|LEGAL)\b[^\n]{0,40}(?:NOTICE|NOTE|:|[*_-]{2})"
    r"|The (?:information|"
    r"contents?) (?:contained |transmitted |in )|This (?:e-?mail|message|communication|transmission"
    r"|electronic)[^\n]{0,50}"
    r"(?:is intended|intended (?:only|solely|for)|(?:may )?contains? (?:confidential|privileged|proprietary"
    r"|information)|is confidential"
    r"|and any (?:attach|file)|\(including)|If you are not"
    r" the intended|Diese (?:E-?Mail|Nachricht) (?:kann|enthält|ist)|Ce (?:message|courriel"
    r"|mail)[^\n]{0,40}(?:confidentiel|destiné)"
    r"|Este (?:mensaje|correo|e-?mail)[^\n]{0,60}confidencial)",
    re.IGNORECASE,
)
