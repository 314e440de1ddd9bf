"""The descriptions of the schema in Swedish, by what they are in English.

The English ones are the schema's own, where editors show them. Whoever changes one there loses its Swedish here, and a
test says so: a translation cannot go stale unseen.
"""

from __future__ import annotations

IN_SWEDISH: dict[str, str] = {
    # The form.
    "A form of survey_engine: one YAML file.": "Ett formulär är en YAML-fil.",
    "The identity of the form, the same over the years' editions. Like an id, but - is allowed too.": (
        "Formulärets identitet, densamma år efter år. Som ett id, men - får också finnas."
    ),
    'The edition of the form, in quotes when it is a number: "2025".': (
        'Vilken utgåva av formuläret det är, inom citattecken om det är ett tal: "2025".'
    ),
    "The language of the form's texts: sv, en, sv-FI.": "Språket i formulärets texter: sv, en, sv-FI.",
    "The name of the form, as the respondent reads it.": "Formulärets namn, så som den som svarar läser det.",
    "false when the respondent may only go forward.": "false när den som svarar bara får gå framåt.",
    "true to number the questions, or the number of the first one.": (
        "true för att numrera frågorna, eller den första frågans nummer."
    ),
    "Lists of options that several questions share, each under its name.": (
        "Listor med alternativ som flera frågor delar, var och en under sitt namn."
    ),
    "The options of the set, in order.": "Listans alternativ, i ordning.",
    "The pages of the form, in order.": "Formulärets sidor, i ordning.",
    "Conditions that no complete response may meet, run as tests on generated respondents.": (
        "Villkor som inget färdigt svar får uppfylla. De körs som tester på påhittade svarande."
    ),
    "Examples the author vouches for, run as tests.": "Exempel som författaren går i god för. De körs som tester.",
    "Anything the host application wants to find here again; carried along untouched.": (
        "Vad som helst som det egna systemet vill hitta här igen. Det förs vidare orört."
    ),
    "When and how often the form may be submitted. For the host application; the form itself never reads it.": (
        "När och hur ofta formuläret får lämnas in. För det egna systemet: formuläret självt läser det aldrig."
    ),
    "The first day on which the form can be answered.": "Den första dagen då formuläret kan besvaras.",
    "The last day on which the form can be submitted.": "Den sista dagen då formuläret kan lämnas in.",
    "How many times one respondent may submit.": "Hur många gånger en och samma svarande får lämna in.",
    "The path of the e-mail address to which the receipt goes.": "Sökvägen till den e-postadress dit kvittot går.",
    # Pages, and what stands in many places.
    "A page of the form.": "En sida i formuläret.",
    "The name by which expressions, answers and exports know this."
    " Begins with a–z, å, ä or ö and goes on with those, digits and _.": (
        "Namnet i uttryck, svar och exporter. Börjar med a–z, å, ä eller ö och fortsätter med sådana, siffror och _."
    ),
    "The heading of the page.": "Sidans rubrik.",
    "What the respondent reads before the questions. Markdown.": (
        "Det som den som svarar läser före frågorna. Markdown."
    ),
    "The questions of the page, in order.": "Sidans frågor, i ordning.",
    "The condition under which this is shown. Without it, it is always shown.": (
        "Villkoret för att det här visas. Utan villkor visas det alltid."
    ),
    "The Swedish name of visible_if; write one of the two.": "Det svenska namnet på visible_if. Skriv ett av dem.",
    "The author's own words on when this is shown, instead of those made from the condition.": (
        "Författarens egna ord om när det här visas, i stället för dem som görs av villkoret."
    ),
    # Questions.
    "A question on a page; its type says which keys it has.": (
        "En fråga på en sida. Typen avgör vilka nycklar den har."
    ),
    "What kind of question this is.": "Vad för slags fråga det är.",
    "What is asked, or what this is called, as the respondent reads it.": (
        "Vad som frågas, eller vad det här kallas, så som den som svarar läser det."
    ),
    "An explanation shown with the question. Markdown.": "En förklaring som visas vid frågan. Markdown.",
    "true, false or a condition: whether there must be an answer."
    " On a group, matrix or scale with rows it is the default for its fields.": (
        "true, false eller ett villkor: om det måste finnas ett svar."
        " På en grupp, en matris eller en skala med rader gäller det fälten, om de inte säger annat."
    ),
    "true when the host application supplies the value and the respondent only reads it.": (
        "true när det egna systemet fyller i värdet och den som svarar bara läser det."
    ),
    "What may not be so (error_if) or is doubtful (warn_if), each with what to tell the respondent.": (
        "Vad som inte får vara så (error_if) eller är tveksamt (warn_if), vart och ett med vad som sägs då."
    ),
    "A text to read, without an answer.": "En text att läsa, utan svar.",
    "The text to read. Markdown.": "Texten att läsa. Markdown.",
    "A text answer.": "Ett svar i text.",
    "true for a text of several lines.": "true för en text på flera rader.",
    "The most characters an answer may have, line breaks counted as one.": (
        "Så många tecken får svaret ha. En radbrytning räknas som ett."
    ),
    "What the text must look like: an e-mail address, a phone number, a Swedish postcode, a Swedish organisation number"
    " or a web address.": (
        "Hur texten måste se ut: en e-postadress, ett telefonnummer, ett postnummer, ett organisationsnummer eller en"
        " webbadress."
    ),
    "A whole number.": "Ett heltal.",
    "A number with decimals.": "Ett tal med decimaler.",
    "How many decimal places an answer may have, 1 to 6.": "Så många decimaler får svaret ha, 1 till 6.",
    "The smallest number that is accepted.": "Det minsta tal som godtas.",
    "The largest number that is accepted.": "Det största tal som godtas.",
    "The unit of the number, such as kr; numbers of different units are never added up.": (
        "Talets enhet, till exempel kr. Tal med olika enheter läggs aldrig ihop."
    ),
    "The number that stands for 'we cannot answer', such as 999999. It is a valid answer and counts as none.": (
        "Talet som betyder ”vi kan inte svara”, till exempel 999999. Det är ett giltigt svar och räknas som inget."
    ),
    "A date.": "Ett datum.",
    "The earliest date that is accepted.": "Det tidigaste datum som godtas.",
    "The latest date that is accepted.": "Det senaste datum som godtas.",
    "One of several options.": "Ett av flera alternativ.",
    "Any number of several options.": "Hur många som helst av flera alternativ.",
    "The name of an option set, or a list of options and references to option sets.": (
        "Namnet på en alternativlista, eller en lista med alternativ och hänvisningar till alternativlistor."
    ),
    "The most options that may be chosen.": "Så många alternativ får väljas.",
    "A box to tick.": "En ruta att kryssa i.",
    "What the respondent confirms by ticking the box.": "Vad den som svarar intygar genom att kryssa i rutan.",
    "A step on a scale, once or for each row.": "Ett steg på en skala, en gång eller för varje rad.",
    "The lowest step of the scale.": "Skalans lägsta steg.",
    "The highest step of the scale.": "Skalans högsta steg.",
    "What the lowest step means.": "Vad det lägsta steget betyder.",
    "What the highest step means.": "Vad det högsta steget betyder.",
    "What is judged on the scale, one answer each. Without rows the question has one answer.": (
        "Det som bedöms på skalan, med ett svar var. Utan rader har frågan ett svar."
    ),
    "Several fields under one label.": "Flera fält under en rubrik.",
    "The fields of the group, in order.": "Gruppens fält, i ordning.",
    "A table: each row has the same columns.": "En tabell, där varje rad har samma kolumner.",
    "The rows of the table, in order.": "Tabellens rader, i ordning.",
    "The columns of the table, in order; each row has one answer in each.": (
        "Tabellens kolumner, i ordning. Varje rad har ett svar i varje kolumn."
    ),
    "A value worked out from others.": "Ett värde som räknas ut ur andra.",
    "The computation that gives the value, such as mottaget.totalt - sum(kostnader).": (
        "Beräkningen som ger värdet, till exempel mottaget.totalt - sum(kostnader)."
    ),
    # The parts of questions.
    "A field of a group; its type says which keys it has.": "Ett fält i en grupp. Typen avgör vilka nycklar det har.",
    "What kind of field this is.": "Vad för slags fält det är.",
    "A column of a matrix; its type says which keys it has.": (
        "En kolumn i en matris. Typen avgör vilka nycklar den har."
    ),
    "What kind of answer the column takes.": "Vad för slags svar kolumnen tar emot.",
    "A row of a matrix or of a scale.": "En rad i en matris eller en skala.",
    "Something that can be chosen.": "Något som kan väljas.",
    "Something that can be chosen; in a matrix it has no companion text.": (
        "Något som kan väljas. I en matris har det ingen följdtext."
    ),
    "true for an option that cannot be chosen beside others, such as 'None of these'.": (
        "true för ett alternativ som inte kan väljas tillsammans med andra, till exempel ”Inget av detta”."
    ),
    "true, or the keys of the text that goes with the option, such as 'Other, please describe'."
    " It is required while its option is chosen.": (
        "true, eller nycklarna för den text som hör till alternativet, till exempel ”Annat, beskriv vad”."
        " Den är obligatorisk så länge alternativet är valt."
    ),
    "true, false or a condition: whether the text must be there while its option is chosen.": (
        "true, false eller ett villkor: om texten måste finnas när alternativet är valt."
    ),
    "The options of an option set, here.": "Alternativen i en alternativlista, på den här platsen.",
    "The name of one of the form's option sets.": "Namnet på en av formulärets alternativlistor.",
    "What may not be so, with what to tell the respondent.": "Vad som inte får vara så, och vad som sägs då.",
    "The condition under which the answers are wrong; it stops the submission.": (
        "Villkoret för att svaren är fel. Det hindrar att formuläret lämnas in."
    ),
    "The condition under which the answers are doubtful; it stops nothing.": (
        "Villkoret för att svaren är tveksamma. Det hindrar ingenting."
    ),
    "What the respondent is told.": "Vad den som svarar får läsa.",
    # Scenarios.
    "An example the author vouches for, run as a test.": (
        "Ett exempel som författaren går i god för. Det körs som test."
    ),
    "What the example shows.": "Vad exemplet visar.",
    "The answers and prefilled values, by path.": "Svaren och de förifyllda värdena, efter sökväg.",
    "Paths, questions or pages that are shown.": "Sökvägar, frågor eller sidor som visas.",
    "Paths, questions or pages that are not shown.": "Sökvägar, frågor eller sidor som inte visas.",
    "Values in effect, by path; null for one that is missing.": (
        "Värden som gäller, efter sökväg. null för ett som saknas."
    ),
    "Codes of the problems there are, by path; null where there is none.": (
        "Koder för de problem som finns, efter sökväg; null där det inte finns något."
    ),
    # Kinds of values.
    "A text in the form's language, or a mapping from language to text.": (
        "En text på formulärets språk, eller språk och text: {sv: Namn, en: Name}."
    ),
    "The code of a language: sv, en, sv-FI.": "Koden för ett språk: sv, en, sv-FI.",
    "A condition or a computation, in the expression language.": "Ett villkor eller en beräkning, i uttryckens språk.",
    "true or false.": "true eller false.",
    "A whole number, 1 or more.": "Ett heltal, minst 1.",
    "A number.": "Ett tal.",
    "A date, written YYYY-MM-DD.": "Ett datum, skrivet ÅÅÅÅ-MM-DD.",
    "The path of a value, or the id of a question or a page: oanvant, kostnader.resor, tjanster.lotsar.personer.": (
        "Sökvägen till ett värde, eller id för en fråga eller en sida:"
        " oanvant, kostnader.resor, tjanster.lotsar.personer."
    ),
    "The code of a problem.": "Koden för ett problem.",
}
