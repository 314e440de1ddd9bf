"""What each law says, in Swedish; in English its docstring says it."""

from __future__ import annotations

from collections.abc import Mapping

IN_SWEDISH: Mapping[str, str] = {
    "the_same_again": "Samma svar betyder samma sak varje gång, och lämnas som de var.",
    "hidden_answers_never_matter": "Svar på det som är dolt, beräknat eller okänt ändrar ingenting.",
    "unhiding_restores": (
        "Ett svar som ett annat svar döljer finns kvar, redovisas som borttaget, och gäller igen när det visas igen."
    ),
    "pages_depend_on_values_in_effect_only": "De gällande värdena ger, på nytt eller skickade som JSON, samma sidor.",
    "what_is_shown_is_asked": (
        "Sidorna har varje synlig uppgift en gång, i formulärets ordning, och ingen sida eller fråga utan skäl."
    ),
    "shown_when_its_condition_holds": (
        "Det som visas har alla sina villkor uppfyllda, och det som inte visas har det inte."
    ),
    "what_is_asked_is_validated": (
        "En uppgift som visas utan värde är ett problem när den är obligatorisk eller svaret har fel typ, och har "
        "högst ett eget problem."
    ),
    "problems_stand_at_what_is_shown": "Ett problem hör till en uppgift, fråga eller rad som visas.",
    "checks_are_tried_where_they_stand": (
        "En kontroll slår till precis när dess villkor är uppfyllt och frågan (eller raden) visas."
    ),
    "totals_add_up": (
        "Ett beräknat värde är vad en läsare skulle räkna ut av de värden som visas, till sista decimalen."
    ),
    "earlier_pages_stand": "Inget på en sida beror på vad som svaras på senare sidor.",
    "a_complete_response_is_accepted": (
        "Ett svar är komplett när inget problem är ett fel, och förblir det när det som gäller läses in igen."
    ),
    "dropped_and_values_share_no_path": (
        "Ingen uppgift är både borttagen och gällande, utom beräknade och val som bara förlorat några alternativ."
    ),
    "nothing_is_lost_in_silence": "Varje svar gäller helt eller redovisas en gång som borttaget, med skälet.",
    "values_are_what_their_fields_hold": "Ett gällande värde hör till en synlig uppgift och är av dess typ.",
    "the_order_of_answering_does_not_matter": "Svaren betyder samma sak i vilken ordning de än gavs.",
    "why_tells_what_is_shown": "Förklaringen av varför något visas stämmer med vad som visas och med värdena.",
    "right_answers_are_taken": "Ett svar inom uppgiftens gränser gäller och är inget problem, hur det än är skrivet.",
    "limits_hold_to_the_last_step": "Ett svar strax utanför en gräns gäller, och är ett problem med den gränsen.",
    "wrong_types_are_missing_and_told": "Ett svar av fel typ saknas, är ett problem och redovisas som borttaget.",
    "no_answer_is_missing": (
        "Inget, tom text, inget val och det som inte kan väljas är att svar saknas: ett problem precis där svar krävs."
    ),
    "the_respondent_stands_on_a_shown_page": (
        "Den som svarar står på en sida som visas, och sidorna före den är räknade."
    ),
    "the_journey_is_that_of_the_answers": (
        "Vad som visas och gäller följer av svaren och de ifyllda uppgifterna, och av inget annat."
    ),
    "next_goes_one_page_on_unless_it_has_an_error": (
        "Nästa går till sidan efter, men stannar vid ett fel och på den sista sidan; tillbaka går dit man kom ifrån."
    ),
    "back_goes_one_page_back": (
        "Tillbaka går till sidan före, stannar på den första, och nekas där det inte går att backa."
    ),
    "submitting_is_for_complete_responses": (
        "Inskickat blir precis det som gäller, eller så visas den första sidan med ett fel."
    ),
    "resuming_is_standing_where_one_stood": "Sparade svar och en sida ger, när de tas upp igen, samma läge.",
    "a_mind_changed_back_is_as_before": "Ett svar som ändras och ändras tillbaka lämnar allt som det var.",
    "only_open_questions_take_answers": (
        "Okända, beräknade och ifyllda uppgifter tar inga svar, och inte heller passerade sidor där det inte går "
        "att backa; alla andra gör det."
    ),
    "only_right_values_are_prefilled": (
        "Ingen börjar med en ifylld uppgift som saknas (om den måste finnas) eller bryter mot en gräns."
    ),
}
"""By the law's name."""
